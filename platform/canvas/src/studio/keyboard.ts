/** Keys that work everywhere in the Studio, except while somebody types. */
import { useEffect } from 'react'
import { cuttingText, deleteSelected, duplicateSelected, pasteText, redoAction, selectAll, undoAction, walk } from '../state/actions.ts'
import { fitAll, isReadOnly, select, useEditor } from '../state/editor.ts'
import { openDialog, openQuickAdd, say, usePanels } from '../state/panels.ts'
import { perform } from '../state/performing.ts'
import { saveNow } from '../state/saving.ts'
import type { Bootstrap } from '../state/session.ts'
import { extractSelected, stepIn, stepOut } from '../state/workflows.ts'
import { tidy } from '../state/tidying.ts'
import { quickAddHere } from './canvas/Canvas.tsx'
import { isWide } from './useWide.ts'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && Boolean(target.closest('input:not([type="checkbox"], [type="range"]), textarea, select, [contenteditable="true"]'))

const isInDialog = (): boolean => document.querySelector('dialog[open]') !== null

type Keys = Record<string, (session: Bootstrap) => void>

const ALWAYS: Keys = {
  'mod+enter': (session) => {
    const chosen = document.querySelector<HTMLSelectElement>('.case-select')?.value
    if (chosen) void perform(session, chosen)
  },
  'mod+s': () => void saveNow().then((isSaved) => say(isSaved ? 'Saved.' : 'Not on the server yet: kept in this browser.')),
}

const READING: Keys = {
  'mod+a': selectAll, 'alt+arrowright': () => walk('forward'), 'alt+arrowleft': () => walk('back'),
  'alt+arrowdown': (session) => stepIn(session.exercise), 'alt+arrowup': stepOut, w: () => openDialog('workflows'),
  f: fitAll, o: () => openDialog('outline'), p: () => openDialog('problems'), '?': () => openDialog('shortcuts'),
  escape: () => { if (usePanels.getState().quickAdd) openQuickAdd(null); else select([]) },
}

const BUILDING: Keys = {
  'mod+z': undoAction, 'mod+shift+z': redoAction, 'mod+y': redoAction, 'mod+d': duplicateSelected,
  delete: deleteSelected, backspace: deleteSelected, a: () => quickAddHere(null), t: (session) => void tidy(session.exercise),
  g: (session) => void extractSelected(session.exercise),
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key.toLowerCase()
  const isLetter = /^[a-z]$/.test(key)
  return [(event.ctrlKey || event.metaKey) && 'mod', event.altKey && 'alt', event.shiftKey && (isLetter || key.length > 1) && 'shift', key].filter(Boolean).join('+')
}

function onKey(session: Bootstrap) {
  return (event: KeyboardEvent) => {
    const name = nameOf(event)
    const isBuilding = isWide() && !isReadOnly(useEditor.getState())
    const always = ALWAYS[name]
    const act = always ?? (isTyping(event.target) || isInDialog() ? undefined : READING[name] ?? (isBuilding ? BUILDING[name] : undefined))
    if (!act || event.defaultPrevented) return
    event.preventDefault()
    act(session)
  }
}

function onClipboard(event: ClipboardEvent): void {
  if (isTyping(event.target) || isInDialog() || !isWide()) return
  if (event.type === 'paste') {
    if (pasteText(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault()
    return
  }
  const text = cuttingText()
  if (!text || String(getSelection() ?? '')) return
  event.clipboardData?.setData('text/plain', text)
  event.preventDefault()
  if (event.type === 'cut') deleteSelected()
  else say('Copied.')
}

/** Listens to the keys and the clipboard while the Studio is open. */
export function useKeyboard(session: Bootstrap): void {
  useEffect(() => {
    const listen = onKey(session)
    addEventListener('keydown', listen)
    for (const type of ['copy', 'cut', 'paste'] as const) document.addEventListener(type, onClipboard)
    return () => {
      removeEventListener('keydown', listen)
      for (const type of ['copy', 'cut', 'paste'] as const) document.removeEventListener(type, onClipboard)
    }
  }, [session])
}

