/** A dialog: the browser's own, so that focus, Escape and screen readers do the expected. */
import { useEffect, useRef, type ReactNode } from 'react'
import { openDialog } from '../state/panels.ts'
import { Icon } from './Icon.tsx'

export function Dialog({ title, children, wide, onClose = () => openDialog(null), mayClose = true, testId }: {
  title: string; children: ReactNode; wide?: boolean; onClose?: () => void; mayClose?: boolean; testId?: string
}) {
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = box.current
    if (dialog && !dialog.open) dialog.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog ref={box} className={`s-dialog ${wide ? 'is-wide' : ''}`} aria-labelledby="dialog-title" data-testid={testId}
      onCancel={(event) => { event.preventDefault(); if (mayClose) onClose() }}
      onMouseDown={(event) => { if (event.target === box.current && mayClose) onClose() }}>
      <div className="s-dialog-body">
        <header><h2 id="dialog-title">{title}</h2>{mayClose && <button type="button" className="mini" onClick={onClose} aria-label="Close"><Icon name="close" /></button>}</header>
        {children}
      </div>
    </dialog>
  )
}
