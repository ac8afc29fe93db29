import { createInterface } from 'node:readline/promises';
import { AppError } from '#shared/errors/appError.ts';

/** Asks for the code of an MFA device on the terminal. @throws `MfaRequired` where nobody can be asked or none is given */
export async function askMfaCode(serial: string): Promise<string> {
  const required = (nextStep: string): AppError =>
    new AppError('MfaRequired', {
      message: `A code from the MFA device ${serial} is needed to sign in.`,
      nextStep,
    });
  if (!process.stdin.isTTY) {
    throw required('Run the command in a terminal, or give it credentials of a session in the environment.');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const code = (await terminal.question(`Code of the MFA device ${serial}: `)).trim();
    if (code === '') throw required('Run the command again and enter the code.');
    return code;
  } finally {
    terminal.close();
  }
}
