/** The one line that the Studio last had to say; gone after a while, read out by screen readers. */
import { useEffect } from 'react'
import { hush, usePanels } from '../state/panels.ts'
import { Icon } from './Icon.tsx'

export function Notice() {
  const notice = usePanels((state) => state.notice)
  useEffect(() => {
    if (!notice) return
    const timer = setTimeout(hush, notice.tone === 'err' ? 9000 : 5000)
    return () => clearTimeout(timer)
  }, [notice])
  return (
    <div className="notice-place" role="status" aria-live="polite">
      {notice && <p key={notice.count} className={`notice ${notice.tone === 'err' ? 'is-err' : ''}`}>{notice.words}<button type="button" className="mini" onClick={hush} aria-label="Dismiss"><Icon name="close" size={12} /></button></p>}
    </div>
  )
}
