import { Menu, type MenuItemConstructorOptions } from 'electron';

/** What the menu can do beside what the system does itself. */
export interface MenuOptions {
  readonly devTools: boolean;
  readonly onNewWindow: () => void;
}

/**
 * Sets the application menu: what the system expects (quit, edit, zoom, window), no more. The window's own commands
 * are in its palette. Reload and the developer tools only where `devTools` is set.
 */
export function setApplicationMenu({ devTools, onNewWindow }: MenuOptions): void {
  const newWindow: MenuItemConstructorOptions = {
    id: 'new-window',
    label: '&New window',
    accelerator: 'CmdOrCtrl+N',
    click: onNewWindow,
  };
  const developer: MenuItemConstructorOptions[] = devTools
    ? [{ type: 'separator' }, { role: 'forceReload' }, { role: 'toggleDevTools' }]
    : [];
  const first: MenuItemConstructorOptions =
    process.platform === 'darwin'
      ? { role: 'appMenu' }
      : { label: '&File', submenu: [newWindow, { type: 'separator' }, { role: 'quit' }] };
  const macFile: MenuItemConstructorOptions[] =
    process.platform === 'darwin' ? [{ label: 'File', submenu: [newWindow, { role: 'close' }] }] : [];
  const template: MenuItemConstructorOptions[] = [
    first,
    ...macFile,
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...developer,
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
