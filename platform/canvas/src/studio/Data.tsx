/** Data as a person reads it. */
export function Data({ data }: { data: unknown }) {
  if (data === null || data === undefined) return <em className="nothing">empty</em>
  if (typeof data === 'string') return data === '' ? <em className="nothing">empty</em> : <span className="data-text">{data}</span>
  if (Array.isArray(data) && !data.length) return <em className="nothing">empty list</em>
  if (typeof data !== 'object') return <span className="mono">{String(data)}</span>
  const line = JSON.stringify(data)
  if (line.length <= 44) return <span className="mono data-line">{line}</span>
  return <pre className="data-json">{JSON.stringify(data, null, 1)}</pre>
}
