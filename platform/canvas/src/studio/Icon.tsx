/** Small drawings, one stroke weight, sixteen by sixteen. Always beside a word, so hidden from screen readers. */
import type { Kind } from '../core/document.ts'

const KIND_PATHS: Record<Kind, string> = {
  input: 'M2 8h8M7 5l3 3-3 3M13.5 3v10',
  output: 'M2.5 3v10M5 8h8.5M10.5 5l3 3-3 3',
  agent: 'M8 8a2.6 2.6 0 1 0 0-5.200 2.600 2.600 0 0 0 0 5.200ZM2.800 13.500c.500-2.600 2.600-3.800 5.200-3.800s4.700 1.200 5.200 3.800',
  tool: 'M9.600 6.400 3 13M9 3.200a3.400 3.400 0 0 0 3.800 3.800M9 3.200 12.800 7M11.200 5l2.300-2.300',
  router: 'M2 8h4l3-4h4.500M6 8l3 4h4.500M11.700 2.200 13.500 4l-1.800 1.800M11.700 10.200l1.800 1.800-1.800 1.800',
  map: 'M2 8h3.500M5.500 3.500h8M5.500 8h8M5.500 12.500h8M5.500 3.500v9',
  loop: 'M13 6.500A5.200 5.200 0 0 0 3.600 5M3 9.500A5.200 5.200 0 0 0 12.400 11M3.300 2.300V5h2.700M12.700 13.700V11H10',
  join: 'M2.500 3.500H6l3 4.500h4.500M2.500 12.500H6L9 8M11.700 6.200 13.500 8l-1.800 1.800',
  check: 'M2.500 8.500 6 12l7.500-8M2.500 14h11',
  review: 'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9ZM10.300 10.300 14 14M5 7l1.500 1.500L9.200 5.800',
  human: 'M5 8V4a1 1 0 0 1 2 0v3.500V3a1 1 0 0 1 2 0v4.500V4a1 1 0 0 1 2 0v5.500c0 2.500-1.500 4-3.700 4-1.800 0-2.800-.900-3.600-2.300L2.500 9a1 1 0 0 1 1.600-1.100L5 9',
  set: 'M5.500 3 2 8l3.500 5M10.500 3 14 8l-3.500 5',
  note: 'M3 2.500h10v7L9.500 13H3ZM9.500 13V9.500H13',
  memory: 'M3 4c0-1 2.200-1.700 5-1.700s5 .700 5 1.700-2.200 1.700-5 1.700S3 5 3 4ZM3 4v8c0 1 2.200 1.700 5 1.700s5-.700 5-1.700V4M3 8c0 1 2.200 1.700 5 1.700S13 9 13 8',
  subflow: 'M2 2.500h5v4H2ZM9 9.500h5v4H9ZM4.500 6.500v5H9',
  plan: 'M3 3.500h2M7 3.500h6M3 8h2M7 8h6M3 12.500h2M7 12.500h6',
}

const PATHS = {
  undo: 'M5.500 3 2.500 6l3 3M2.500 6H10a3.500 3.500 0 0 1 0 7H6',
  redo: 'm10.500 3 3 3-3 3M13.500 6H6a3.500 3.500 0 0 0 0 7h4',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  close: 'm4 4 8 8M12 4l-8 8',
  play: 'M5 3.200v9.600L12.800 8Z',
  replay: 'M3 8a5 5 0 1 1 1.600 3.700M3 12V8.500h3.500',
  skip: 'M3.500 3.500v9L9.500 8ZM12 3.500v9',
  fit: 'M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10',
  outline: 'M2.500 3.500h3M2.500 8h3M2.500 12.500h3M7.500 3.500h6M7.500 8h6M7.500 12.500h6',
  problem: 'M8 5v4M8 11.300v.200M8 1.800 14.800 13.500H1.200Z',
  good: 'm3 8.500 3.500 3.500L13 4.500',
  wrong: 'm4 4 8 8M12 4l-8 8',
  up: 'm3.500 10 4.500-4.500 4.500 4.500',
  down: 'm3.500 6 4.500 4.500L12.500 6',
  left: 'M10 3.500 5.500 8l4.500 4.500',
  right: 'M6 3.500 10.500 8 6 12.500',
  theme: 'M8 2.500a5.500 5.500 0 1 0 0 11ZM8 2.500a5.500 5.500 0 0 1 0 11',
  more: 'M3 8h.010M8 8h.010M13 8h.010',
  tidy: 'M2 2.500h4v3.500H2ZM10 2.500h4v3.500h-4ZM2 10h4v3.500H2ZM10 10h4v3.500h-4ZM6 4.200h4M6 11.700h4',
  open: 'M9 2.500h4.500V7M13.500 2.500 7.500 8.500M11.500 9.500v4h-9v-9h4',
  search: 'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9ZM10.300 10.300 14 14',
} as const

export type IconName = keyof typeof PATHS

function Drawing({ d, size = 16 }: { d: string; size?: number | undefined }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5"
      strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={d} />
    </svg>
  )
}

export const Icon = ({ name, size }: { name: IconName; size?: number }) => <Drawing d={PATHS[name]} size={size} />
export const KindIcon = ({ kind, size }: { kind: Kind; size?: number }) => <Drawing d={KIND_PATHS[kind] ?? KIND_PATHS.note} size={size} />
