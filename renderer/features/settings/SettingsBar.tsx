import type { ReactElement } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { Select } from '../../ui/Field.tsx';
import { useAction } from '../../ui/actions/useAction.tsx';
import { settingsStore } from './store.ts';
import { otherTheme } from './theme.ts';
import { useDarkSystem } from './useTheme.ts';
import { zoneChoices } from './zones.ts';

const STYLES = [
  { value: 'relative', label: 'Time ago' },
  { value: 'absolute', label: 'Clock time' },
] as const;

/** Theme, zone and style of times, at the end of the top bar; each change is applied at once and kept. */
export function SettingsBar(): ReactElement {
  const settings = settingsStore.useSelector((state) => state.settings);
  const change = settingsStore.useSelector((state) => state.change);
  const darkSystem = useDarkSystem();
  const next = otherTheme(settings.theme, darkSystem);
  const toggleTheme = (): void => void change({ theme: next });
  const toggleStyle = (): void =>
    void change({ timeStyle: settings.timeStyle === 'relative' ? 'absolute' : 'relative' });
  useAction('theme.toggle', toggleTheme);
  useAction('time.toggle', toggleStyle);
  return (
    <>
      <Select
        bare
        label="How times are written"
        value={settings.timeStyle}
        choices={STYLES}
        onChange={(timeStyle) => void change({ timeStyle })}
      />
      <Select
        bare
        label="Time zone"
        value={settings.timeZone}
        choices={zoneChoices(settings.timeZone)}
        onChange={(timeZone) => void change({ timeZone })}
      />
      <IconButton label={`Change to the ${next} theme`} onClick={toggleTheme}>
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2z" fill="currentColor" />
        </svg>
      </IconButton>
    </>
  );
}
