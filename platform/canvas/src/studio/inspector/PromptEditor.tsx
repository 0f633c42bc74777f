/** The prompt editor: CodeMirror with variables marked, unknown ones underlined, and a list of values at `{{` or `/`. */
import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { Decoration, EditorView, keymap, placeholder, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { Reading } from '../../core/reading.ts'
import { variablesOf } from '../../core/upstream.ts'
import { lightSentence, readingMarks, showReading } from './readingMarks.ts'

export interface PromptValue { name: string; hint: string; sample: string }
interface Props {
  value: string; label: string; values: PromptValue[]; hasVariables: boolean; readOnly: boolean
  onChange: (value: string) => void; onLeave: () => void
  reading: Reading | null
  /** The sentence to tint; -1 for none. */
  lit: number
  onHold: (at: number) => void
  onHover: (at: number) => void
  /** Raised to put the caret into a sentence. */
  wanted: { at: number; count: number } | null
}

const KNOWN = Decoration.mark({ class: 'variable' })
const UNKNOWN = Decoration.mark({ class: 'variable variable-unknown', attributes: { title: 'This value never arrives here' } })

function marksFor(view: EditorView, names: ReadonlySet<string>): DecorationSet {
  const found = variablesOf(view.state.doc.toString())
  return Decoration.set(found.map((variable) => (names.has(variable.name) ? KNOWN : UNKNOWN).range(variable.start, variable.end)))
}

function variableMarks(names: ReadonlySet<string>): Extension {
  return ViewPlugin.fromClass(class {
    decorations: DecorationSet
    constructor(view: EditorView) { this.decorations = marksFor(view, names) }
    update(update: ViewUpdate) { if (update.docChanged) this.decorations = marksFor(update.view, names) }
  }, { decorations: (plugin) => plugin.decorations })
}

/** A value in the list, with what it looks like in a practice case. */
interface Choice extends Completion { sample: string }

/** The sample, on a line of its own under the value. */
const showSample = {
  position: 90,
  render: (choice: Completion): HTMLElement => {
    const line = document.createElement('span')
    line.className = 'cm-sample'
    line.textContent = (choice as Choice).sample
    return line
  },
}

/** The list of values, at `{{` anywhere and at `/` where a word may begin. */
export function completeValues(values: PromptValue[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.matchBefore(/(\{\{\s*[A-Za-z0-9_]*|(?<![A-Za-z0-9_/.<])\/[A-Za-z0-9_]*)$/)
    if (!before) return null
    const opening = before.text.startsWith('{{') ? before.text.match(/^\{\{\s*/)![0].length : 1
    const after = context.state.sliceDoc(context.pos, context.pos + 2) === '}}' ? 2 : 0
    const options = values.map((value): Choice => ({
      label: value.name, detail: value.hint, sample: value.sample,
      apply: (view, _completion, from, to) => {
        const start = from - opening
        const insert = `{{${value.name}}}`
        view.dispatch({ changes: { from: start, to: to + after, insert }, selection: { anchor: start + insert.length }, userEvent: 'input.complete' })
      },
    }))
    return { from: before.from + opening, options, validFor: /^[A-Za-z0-9_]*$/ }
  }
}

export default function PromptEditor({ value, label, values, hasVariables, readOnly, onChange, onLeave, reading, lit, onHold, onHover, wanted }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const hands = useRef({ onChange, onLeave, onHold, onHover })
  hands.current = { onChange, onLeave, onHold, onHover }
  const helpers = useRef(new Compartment())
  const key = values.map((item) => item.name).join(',')

  useEffect(() => {
    const editor = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: value,
        extensions: [
          history(), keymap.of([...defaultKeymap, ...historyKeymap]), EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-multiline': 'true', spellcheck: 'true' }),
          EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly),
          EditorView.cspNonce.of(document.getElementById('studio')?.nonce ?? ''),
          placeholder(hasVariables ? 'Say what to do, with which values, and what to return.' : 'Say what a good value holds, and what it must not hold.'),
          helpers.current.of([]), readingMarks((at) => hands.current.onHold(at), (at) => hands.current.onHover(at)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) hands.current.onChange(update.state.doc.toString())
            if (update.focusChanged && !update.view.hasFocus) hands.current.onLeave()
          }),
        ],
      }),
    })
    view.current = editor
    return () => editor.destroy()
    // The editor owns its text while it lives; a change from outside (undo) is dispatched below.
  }, [label, readOnly, hasVariables])

  useEffect(() => {
    const editor = view.current
    if (editor && editor.state.doc.toString() !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
    }
  }, [value])

  useEffect(() => {
    const names = new Set(values.map((item) => item.name))
    const extensions = hasVariables
      ? [variableMarks(names), autocompletion({ override: [completeValues(values)], icons: false, defaultKeymap: true, addToOptions: [showSample] })]
      : []
    view.current?.dispatch({ effects: helpers.current.reconfigure(extensions) })
  }, [key, hasVariables, label, readOnly])

  useEffect(() => { if (view.current) showReading(view.current, reading) }, [reading, label, readOnly, hasVariables])
  useEffect(() => { if (view.current) lightSentence(view.current, lit) }, [lit])
  useEffect(() => {
    if (!view.current || !wanted) return
    view.current.focus()
    view.current.dispatch({ selection: { anchor: Math.min(wanted.at, view.current.state.doc.length) }, scrollIntoView: true })
  }, [wanted])

  return <div ref={host} className="prompt-host" />
}
