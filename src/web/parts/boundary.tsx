import { Component, type ReactNode } from 'react'
import { ErrorNote } from './error-note.tsx'

interface Props {
  readonly children: ReactNode
  /** A change of it tries again. */
  readonly of: string
}

/** A fault of one page stays in that page. */
export class Boundary extends Component<Props, { error: Error | null; of: string }> {
  override state: { error: Error | null; of: string } = { error: null, of: this.props.of }
  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }
  static getDerivedStateFromProps(props: Props, state: { error: Error | null; of: string }) {
    return props.of === state.of ? null : { error: null, of: props.of }
  }
  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    return <ErrorNote title="This page met a fault." error={error} retry={() => this.setState({ error: null })} />
  }
}
