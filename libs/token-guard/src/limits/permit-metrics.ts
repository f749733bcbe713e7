import {
  type Count,
  Counter,
  type Durations,
  type Family,
  Histogram,
  type Measured,
  Total,
} from '@latchkey/metrics';

/** `given_back`: nothing was asked for. `failed`: Redis did not answer. */
const OUTCOMES = ['granted', 'refused', 'given_back', 'failed'] as const;
export type QuestionOutcome = (typeof OUTCOMES)[number];
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5];

/** What a guard asks Redis about limits (promise P3). */
export class PermitMetrics implements Measured {
  readonly families: readonly Family[];
  private readonly questions: Readonly<Record<QuestionOutcome, Count>>;
  private readonly taken = new Total(
    'latchkey_permits_taken_total',
    'Permits that this guard took in Redis.',
  );
  private readonly took: Durations;

  constructor() {
    const questions = new Counter('latchkey_permits_questions_total', 'Questions about limits to Redis.', {
      outcome: OUTCOMES,
    });
    const seconds = new Histogram('latchkey_permits_seconds', 'How long such a question took.', {}, BOUNDS);
    this.questions = questions.each('outcome', {});
    this.took = seconds.of({});
    this.families = [questions, this.taken, seconds];
  }

  note(outcome: QuestionOutcome, granted: number, ms: number): void {
    this.questions[outcome].add();
    this.taken.add(granted);
    this.took.add(ms / 1_000);
  }
}
