/** Whether there is room to build. Below 900 px the Studio reads, runs, replays and edits prompts. */
import { useSyncExternalStore } from 'react'

const wide = typeof matchMedia === 'function' ? matchMedia('(min-width: 900px)') : null

function listen(notify: () => void): () => void {
  wide?.addEventListener('change', notify)
  return () => wide?.removeEventListener('change', notify)
}

export const isWide = (): boolean => wide?.matches ?? true
export const useBuilding = (): boolean => useSyncExternalStore(listen, isWide)
