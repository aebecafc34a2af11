import { daysAfter, yearOf } from './days.js';
import { explosives } from './industries.js';
import { at, type Planter } from './planter.js';

const fault = at('market-regulation');

/** Faults of capital, seat, scope, beneficial owners, articles and signatures. */
export const registrationPlanters: readonly Planter[] = [
  {
    name: 'capital-is-not-the-sum',
    touches: ['capital.sum'],
    plant: ({ company }) => {
      // Downwards: upwards it might also pass the limit of the exemption from filing beneficial owners.
      company.capitalFen -= 100;
      return [fault('CAPITAL_SUM_MISMATCH', 'company', 'capitalFen')];
    },
  },
  {
    name: 'capital-due-after-five-years',
    touches: ['capital.term'],
    plant: ({ shareholders }, { filedOn }) =>
      shareholders.slice(0, 1).map((shareholder, i) => {
        shareholder.dueOn = `${String(yearOf(filedOn) + 6)}-01-31`;
        return fault('CAPITAL_TERM_OVER_5Y', 'shareholders', i, 'dueOn');
      }),
  },
  {
    name: 'contribution-in-labour',
    touches: ['capital.form'],
    plant: ({ shareholders }) =>
      shareholders.slice(-1).map((shareholder) => {
        shareholder.form = 'labour';
        return fault('CONTRIBUTION_FORM_FORBIDDEN', 'shareholders', shareholders.length - 1, 'form');
      }),
  },
  {
    name: 'seat-unknown-and-certificate-missing',
    touches: ['seat'],
    plant: (form) => {
      form.seat.division = '350405101';
      form.seat.address = '福建省三明市沙县区夏茂镇虚无村7号';
      form.seat.acquisition = 'lease';
      form.papers = form.papers.filter(({ kind }) => kind !== 'property-certificate');
      return [fault('SEAT_PROOF_MISSING', 'papers')];
    },
  },
  {
    name: 'seat-on-the-negative-list',
    touches: ['seat'],
    plant: ({ seat }) => {
      seat.address = seat.address.replace('虚构路', '虚禁路');
      return [fault('SEAT_NEGATIVE_LIST', 'seat', 'address')];
    },
  },
  {
    name: 'licensed-item-without-approval',
    touches: ['scope.licensed'],
    plant: (form) => {
      form.scope = [...form.scope.filter(({ code }) => code !== explosives.code), scopeItem];
      form.preApprovals = [];
      return [fault('PREAPPROVAL_MISSING', 'scope', form.scope.length - 1)];
    },
  },
  {
    name: 'stale-approval',
    touches: ['scope.licensed'],
    plant: (form, { filedOn }) => {
      form.scope = [...form.scope.filter(({ code }) => code !== explosives.code), scopeItem];
      // Without a term it is stale after 90 days (MER-R a.22).
      form.preApprovals = [
        { item: explosives.code, issuedOn: daysAfter(filedOn, -120), validUntil: null, number: '虚许120号' },
      ];
      return [fault('PREAPPROVAL_STALE', 'preApprovals', 0, 'issuedOn')];
    },
  },
  {
    name: 'no-beneficial-owner-filed',
    touches: ['beneficial-owners'],
    plant: (form) => {
      form.beneficialOwners = { exemptionCommitted: false, chains: [], owners: [] };
      return [fault('BO_MISSING', 'beneficialOwners', 'owners')];
    },
  },
  {
    name: 'beneficial-owner-with-another-share',
    touches: ['beneficial-owners'],
    plant: ({ beneficialOwners }) =>
      beneficialOwners.owners.slice(0, 1).map((owner, i) => {
        owner.percent = (owner.percent ?? 0) - 0.5;
        return fault('BO_INCONSISTENT', 'beneficialOwners', 'owners', i, 'percent');
      }),
  },
  {
    name: 'exemption-committed-beyond-its-limit',
    touches: ['beneficial-owners'],
    plant: ({ beneficialOwners }, { valid }) => {
      if (valid.company.capitalFen <= 1_000_000_000) return [];
      beneficialOwners.exemptionCommitted = true;
      return [fault('BO_INCONSISTENT', 'beneficialOwners', 'exemptionCommitted')];
    },
  },
  {
    name: 'articles-without-organs',
    touches: ['articles.covers'],
    plant: ({ articles }) => {
      if (articles === null) return [];
      articles.covers = articles.covers.filter((subject) => subject !== 'organs');
      return [fault('ARTICLES_INCOMPLETE', 'articles', 'covers')];
    },
  },
  {
    name: 'articles-not-signed-by-a-shareholder',
    touches: ['articles.signatures'],
    plant: ({ articles }) => {
      if (articles === null) return [];
      articles.signedBy = articles.signedBy.slice(0, -1);
      return [fault('SIGNATURE_MISSING', 'articles', 'signedBy')];
    },
  },
  {
    name: 'signature-missing',
    touches: ['signatures'],
    plant: (form) => {
      form.signatures = form.signatures.filter((ref) => ref !== form.posts.legalRepresentative);
      return [fault('SIGNATURE_MISSING', 'signatures')];
    },
  },
];

const scopeItem = { code: explosives.code, text: explosives.text };
