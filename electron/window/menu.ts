import { Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * Sets the application menu: what the system expects (quit, edit, zoom, window), no more. The window's own commands
 * are in its palette. Reload and the developer tools only where `devTools` is set.
 */
export function setApplicationMenu({ devTools }: { readonly devTools: boolean }): void {
  const developer: MenuItemConstructorOptions[] = devTools
    ? [{ type: 'separator' }, { role: 'forceReload' }, { role: 'toggleDevTools' }]
    : [];
  const first: MenuItemConstructorOptions =
    process.platform === 'darwin' ? { role: 'appMenu' } : { label: '&File', submenu: [{ role: 'quit' }] };
  const template: MenuItemConstructorOptions[] = [
    first,
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
