/** "More": templates, versions, files, the clipboard, the theme, the keys. */
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { copyDocument, exportFile, importFile } from '../../state/actions.ts'
import { useReadOnly } from '../../state/editor.ts'
import { openDialog } from '../../state/panels.ts'
import { useSession } from '../../state/session.ts'
import { Icon } from '../Icon.tsx'
import { useBuilding } from '../useWide.ts'

/** Turns the house lights on or off, for the whole site. */
export function switchTheme(): void {
  const root = document.documentElement
  const isDark = root.dataset.theme ? root.dataset.theme === 'performance' : matchMedia('(prefers-color-scheme: dark)').matches
  const next = isDark ? 'rehearsal' : 'performance'
  root.dataset.theme = next
  try {
    localStorage.setItem('podium-theme', next)
  } catch { /* the choice then lasts as long as the page */ }
}

function Item({ onPick, children, close }: { onPick: () => void; children: ReactNode; close: () => void }) {
  return <li role="none"><button type="button" role="menuitem" tabIndex={-1} onClick={() => { close(); onPick() }}>{children}</button></li>
}

/** Arrow keys go through the items; Escape gives the focus back. */
function useMenuKeys(list: React.RefObject<HTMLUListElement | null>, close: () => void) {
  return (event: React.KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])]
    const at = items.indexOf(document.activeElement as HTMLElement)
    const goals: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }
    const goal = goals[event.key]
    if (event.key === 'Escape') close()
    else if (goal !== undefined) items[(goal + items.length) % items.length]?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}

export function Menu() {
  const { exercise } = useSession()
  const isReadOnly = useReadOnly()
  const isBuilding = useBuilding()
  const [isOpen, setOpen] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const file = useRef<HTMLInputElement>(null)
  const close = () => { setOpen(false); button.current?.focus() }
  const onKeys = useMenuKeys(list, close)
  useEffect(() => { if (isOpen) list.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus() }, [isOpen])
  const mayBuild = isBuilding && !isReadOnly
  return (
    <div className="more-menu" onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false) }}>
      <button type="button" ref={button} className="bar-button" aria-haspopup="menu" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}><Icon name="more" /><span className="bar-words">More</span></button>
      {isOpen && (
        <ul role="menu" aria-label="More" className="more-list" ref={list} onKeyDown={onKeys}>
          {exercise.brief_html && <Item close={close} onPick={() => openDialog('brief')}>The brief</Item>}
          {mayBuild && <Item close={close} onPick={() => openDialog('templates')}>Start from a template</Item>}
          <Item close={close} onPick={() => openDialog('workflows')}>Workflows</Item>
          {!isReadOnly && <Item close={close} onPick={() => openDialog('versions')}>Versions</Item>}
          {mayBuild && <Item close={close} onPick={() => file.current?.click()}>Open a file</Item>}
          <Item close={close} onPick={() => exportFile(`${exercise.slug}.json`)}>Export as a file</Item>
          <Item close={close} onPick={() => void copyDocument()}>Copy as JSON</Item>
          <Item close={close} onPick={switchTheme}>Switch light and dark</Item>
          <Item close={close} onPick={() => openDialog('shortcuts')}>Keys</Item>
        </ul>
      )}
      <input ref={file} type="file" accept=".json,application/json" hidden aria-label="Open a workflow file" onChange={(event) => {
        const chosen = event.target.files?.[0]
        if (chosen) void importFile(chosen, exercise)
        event.target.value = ''
      }} />
    </div>
  )
}
