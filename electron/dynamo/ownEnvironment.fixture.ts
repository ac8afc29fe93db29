/**
 * Takes Amazon's variables out of this process' environment, adds those given, and answers the function that puts all
 * of it back: other test files run in the same process.
 */
export function ownEnvironment(given: Readonly<Record<string, string>> = {}): () => void {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, given);
  return () => {
    for (const name of Object.keys(process.env)) {
      if (!(name in before)) Reflect.deleteProperty(process.env, name);
    }
    Object.assign(process.env, before);
  };
}
