/** What is open around the canvas, and the one line that the Studio last had to say. */
import { create } from 'zustand'
import type { Point } from '../core/document.ts'

export type DialogName = 'problems' | 'outline' | 'submit' | 'conflict' | 'templates' | 'versions' | 'shortcuts' | 'brief' | 'workflows' | null

/** Where a quick add was asked for: from a port, on an edge, or nowhere in particular. `at` counts in the parent's frame. */
export interface QuickAddAt { screen: Point; at?: Point; from?: string; edge?: { from: string; to: string }; parent: string | null }

export interface Panels {
  dialog: DialogName
  tab: 'settings' | 'last-run'
  quickAdd: QuickAddAt | null
  scoreOpen: boolean
  notice: { words: string; tone: 'plain' | 'err'; count: number } | null
  /** Run against the configured models instead of the simulation. */
  live: boolean
}

export const usePanels = create<Panels>(() => ({ dialog: null, tab: 'settings', quickAdd: null, scoreOpen: false, notice: null, live: false }))

export const openDialog = (dialog: DialogName): void => usePanels.setState({ dialog, quickAdd: null })
export const showTab = (tab: Panels['tab']): void => usePanels.setState({ tab })
export const openQuickAdd = (quickAdd: QuickAddAt | null): void => usePanels.setState({ quickAdd })
export const openScore = (scoreOpen: boolean): void => usePanels.setState({ scoreOpen })
export const setLive = (live: boolean): void => usePanels.setState({ live })

/** Says one line, on the screen and to a screen reader. */
export function say(words: string, tone: 'plain' | 'err' = 'plain'): void {
  usePanels.setState((state) => ({ notice: { words, tone, count: (state.notice?.count ?? 0) + 1 } }))
}

export const hush = (): void => usePanels.setState({ notice: null })
