import { RadioGroup } from 'radix-ui'
import { laneName } from '../../spec/laneNames.ts'
import { SEEDS_RANGE, type SweepPlan } from '../../store/sweepPlan.ts'
import { useActions } from '../../store/useApp.ts'
import { Segments } from '../controls/Segments.tsx'
import { SweepValues } from './SweepValues.tsx'

const SEED_CHOICES = SEEDS_RANGE.map(String)

/** Which setting, which values, how many seeds. */
export function SweepSetup({ plan, isFixed }: { readonly plan: SweepPlan; readonly isFixed: boolean }) {
  const { setUpSweep } = useActions()
  return (
    <fieldset className="sweep-fields" disabled={isFixed}>
      <div>
        <h2 className="caps">Vary</h2>
        <p className="sweep-base">in {laneName(plan.base)}</p>
        <RadioGroup.Root
          className="sweep-settings"
          aria-label="The setting to vary"
          data-testid="sweep-setting"
          data-value={plan.setting.path}
          value={plan.setting.path}
          onValueChange={(path) => setUpSweep({ path, values: null })}
        >
          {plan.settings.map(({ path, label }) => (
            <RadioGroup.Item key={path} value={path} className="sweep-setting" data-value={path}>
              {label}
            </RadioGroup.Item>
          ))}
        </RadioGroup.Root>
      </div>
      <SweepValues plan={plan} isFixed={isFixed} />
      <div className="sweep-seeds">
        <h2 className="caps">Seeds</h2>
        <Segments
          name="Seeds for each value"
          value={String(plan.seeds)}
          choices={SEED_CHOICES}
          titleOf={(count) => (count === '1' ? 'One run a value: no spread' : `${count} runs a value: the curve with its spread`)}
          onChange={(count) => setUpSweep({ seeds: Number(count) })}
          testId="sweep-seeds"
        />
      </div>
    </fieldset>
  )
}
