/** Puts `text` on the clipboard; tells whether that worked. The old way serves pages without clipboard permission. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const host = before?.closest('dialog') ?? document.body;
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  host.append(area);
  area.select();
  const done = document.execCommand('copy'); // eslint-disable-line @typescript-eslint/no-deprecated -- the only way where the Clipboard API is denied
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
