import { useEffect, useRef, type PointerEvent } from 'react';

/** Pointer handlers of a surface that is dragged over. */
export interface ScrubHandlers {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
}

/** Calls `seek` with the pointer's distance from the surface's left edge, at press and then once a frame while dragged. */
export function useScrub(seek: (pixels: number) => void): ScrubHandlers {
  const frame = useRef<number>(undefined);
  const latest = useRef(0);
  const seekNow = useRef(seek);
  useEffect(() => {
    seekNow.current = seek;
  });
  useEffect(
    () => () => {
      if (frame.current !== undefined) cancelAnimationFrame(frame.current);
    },
    [],
  );

  const take = (event: PointerEvent<HTMLElement>): void => {
    latest.current = event.clientX - event.currentTarget.getBoundingClientRect().left;
    frame.current ??= requestAnimationFrame(() => {
      frame.current = undefined;
      seekNow.current(latest.current);
    });
  };
  const release = (event: PointerEvent<HTMLElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) {
      event.currentTarget.releasePointerCapture(event.pointerId);
    }
  };
  return {
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      take(event);
    },
    onPointerMove: (event) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) take(event);
    },
    onPointerUp: release,
    onPointerCancel: release,
  };
}
