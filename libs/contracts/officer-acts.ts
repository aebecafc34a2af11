import { z } from 'zod';

/**
 * By which events a desk says who has what waits at it in hand. They go to the orchestrator and to nobody else: it gives each
 * minute to somebody. Every department at whose desks officers work says them alike.
 */
export const officerActs = [
  'ItemClaimed',
  'ItemReleased',
  'ItemHandedOver',
  'ItemAssigned',
  'ClaimLapsed',
  'StepRecommended',
  'OfficerRuled',
] as const;
export type OfficerAct = (typeof officerActs)[number];

/** What the orchestrator reads of them. */
export const officerAct = z.object({
  /** Absent in acts recorded before they named it. */
  step: z.string().optional(),
  round: z.int().positive().optional(),
  /** Who has it by this act: who claimed it, or to whom it was given. */
  by: z.string().optional(),
  to: z.string().optional(),
  /** Until when he has it, epoch ms. */
  until: z.number().optional(),
  /** Of a claim that lapsed: when it ran out. */
  dueAt: z.number().optional(),
});
export type OfficerActSaid = z.infer<typeof officerAct>;
