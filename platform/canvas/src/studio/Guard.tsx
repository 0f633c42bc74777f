/** Catches a fault of one part, so that the rest stays usable and nobody's work is lost. */
import { Component, type ReactNode } from 'react'

interface Props { what: string; children: ReactNode }

export class Guard extends Component<Props, { fault: string | null }> {
  override state = { fault: null as string | null }

  static getDerivedStateFromError(error: unknown): { fault: string } {
    return { fault: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    if (this.state.fault === null) return this.props.children
    return (
      <div className="fault" role="alert">
        <p><strong>{this.props.what} failed.</strong> Your work is saved and kept in this browser.</p>
        <p><button type="button" className="button button-small" onClick={() => this.setState({ fault: null })}>Show it again</button>{' '}
          <button type="button" className="button button-small" onClick={() => location.reload()}>Load the page again</button></p>
        <p className="field-help">{this.state.fault}</p>
      </div>
    )
  }
}
