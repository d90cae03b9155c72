/** The panel beside the map: tabs over what the plan means, the lists to change it by, and how it is kept. */

import { get, type Metric, type Policy } from '../../service/api';
import { definition, metrics } from '../../service/metrics';
import { byId, dialog, h } from '../../ui/dom';
import type { Desk } from '../desk';
import { areas } from './areas';
import { impact, policyChoice } from './impact';
import { issues } from './issues';
import { keeping } from './keeping';
import { neighbourhoods } from './neighbourhoods';
import { practices } from './practices';
import { tabs } from './tabs';

const TABS = ['Impact', 'Issues', 'Areas', 'Practices', 'Neighbourhoods', 'Keep'] as const;
export type Tab = (typeof TABS)[number];

/** What the panel alone may ask for. */
export interface PanelActs {
  save(name: string): void;
  /** Starts again from the draft. */
  restart(): void;
  measure(policy: string): void;
}

export class Panel {
  tab: Tab = 'Impact';
  private policy = '';
  private policies: Policy[] = [];
  private readonly metrics = new Map<string, Metric>();

  constructor(
    private readonly desk: Desk,
    private readonly acts: PanelActs,
  ) {}

  /** Fetches the policies and what the figures mean; gives the policy to measure by. */
  async load(): Promise<string> {
    const [defined, policies] = await Promise.all([metrics(), get<{ items: Policy[] }>('/v1/policies')]);
    for (const metric of defined) this.metrics.set(metric.key, metric);
    this.policies = policies.items;
    this.policy = this.policies.at(-1)?.id ?? '';
    return this.policy;
  }

  draw(): void {
    const { desk, acts } = this;
    const content: Record<Tab, () => HTMLElement> = {
      Impact: () => h('div', {}, policyChoice(this.policies, this.policy, policy => this.measure(policy)), impact(desk.evaluation, desk.now.zones, key => this.define(key))),
      Issues: () => issues(desk.evaluation.issues, box => desk.goTo(box)),
      Areas: () => areas(desk),
      Practices: () => practices(desk),
      Neighbourhoods: () => neighbourhoods(desk),
      Keep: () => keeping(desk, acts.save, acts.restart),
    };
    tabs(byId('meaning'), TABS, this.tab, content[this.tab], tab => {
      this.tab = tab;
      this.draw();
      byId('panel').scrollTop = 0;
    });
  }

  private measure(policy: string): void {
    this.policy = policy;
    this.acts.measure(policy);
  }

  private define(key: string): void {
    const metric = this.metrics.get(key);
    if (metric) dialog(metric.title, definition(metric));
  }
}
