/** A part that fails takes nothing else with it: what is done stays, and it is said. */

import { Component, type ComponentChildren } from 'preact';

import { Button } from '../ui/widgets';

interface State {
  readonly words: string | null;
}

export class Fault extends Component<{ children: ComponentChildren; of: string }, State> {
  override state: State = { words: null };

  override componentDidCatch(error: unknown): void {
    this.setState({ words: error instanceof Error ? error.message : String(error) });
  }

  override componentDidUpdate(before: { of: string }): void {
    if (before.of !== this.props.of && this.state.words !== null) this.setState({ words: null });
  }

  override render() {
    if (this.state.words === null) return this.props.children;
    return (
      <div class="app-notice app-notice--trouble" role="alert">
        <p>This part cannot be shown: {this.state.words}. Your plan is kept.</p>
        <Button press={() => location.reload()}>Load the page again</Button>
      </div>
    );
  }
}
