/** A plan from a file, in the planner: when one says so it stands in the place of the plan there is, which an undo brings back. */

import { planFrom, replaced } from '../../plan/plan';
import { Button, Details } from '../../ui/widgets';
import { useDesk } from '../desk';
import { say } from '../notices';
import { Bringing, type Brought } from './bringing';

export function Importing() {
  const { facts, session } = useDesk();
  const names = new Map([...facts.zones.values()].map(zone => [zone.id, zone.name]));
  const take = ({ file, preview }: Brought) => {
    session.isLooking.value = false;
    session.set(replaced(session.plan.value, planFrom(facts.draft.id, preview.changes)));
    say(`${file.name} is the plan now. Give it a name to save it; an undo goes back to the plan before.`, ['Undo', () => session.undo()]);
  };
  return (
    <Details title="Bring a plan from a file">
      <p class="app-hint">A CSV or a workbook of areas and their neighbourhoods, GeoJSON or a GeoPackage. You see what it would change before it is taken.</p>
      <Bringing
        base={facts.draft.id}
        names={names}
        act={brought => (
          <p>
            <Button class="app-button" id="take-file" press={() => take(brought)}>
              Make it the plan
            </Button>
          </p>
        )}
      />
    </Details>
  );
}
