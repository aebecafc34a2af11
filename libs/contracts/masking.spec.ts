import { describe, expect, it } from '@jest/globals';
import { masked } from './masking.js';

const person = {
  name: '张小三',
  document: { type: 'RESIDENT_ID', number: '350405199001010019', validUntil: '长期' },
  nationality: 'CHN',
  sex: 'female',
  birthDate: '1990-01-01',
  mobile: '13800000001',
  email: 'zhang@example.com',
  address: '福建省三明市沙县区城北路1号',
  declaresEligible: true,
};

describe('a masked section', () => {
  it('lets a person be told from another, and no more', () => {
    expect(masked({ people: { p1: person } })).toEqual({
      people: {
        p1: {
          name: '张**',
          document: { type: 'RESIDENT_ID', number: '3504**********0019', validUntil: '***' },
          nationality: '***',
          sex: '***',
          birthDate: '1990-**-**',
          mobile: '138****0001',
          email: 'z***@example.com',
          address: '福建省三明市沙县区***',
          declaresEligible: '***',
        },
      },
    });
  });

  it.each([
    ['name', '李', '李*'],
    ['name', '𠮷野', '𠮷*'],
    ['number', 'G12345678', 'G********'],
    ['number', '6222020000000000018', '6222***********0018'],
    ['phone', '0598-5812345', '059*****2345'],
    ['mobile', '110', '1**'],
    ['email', 'zhang', 'z***'],
    ['email', '@example.com', '***@example.com'],
    ['address', '沙县区', '沙县区***'],
    ['address', '三明市沙县区虬江街道', '三明市沙县区***'],
    ['address', '1 Long Lane, Springfield', '***'],
    ['birthDate', 'unknown', '***'],
  ])('of %s %s leaves %s', (field, value, left) => {
    expect(masked({ [field]: value })).toEqual({ [field]: left });
  });

  it('keeps who is who, kinds and choices, and every list as long as it is', () => {
    const tax = {
      tax: { taxpayerKind: 'small-scale', invoices: true, bankAccounts: [{ bank: '建设银行', number: '1' }] },
      posts: { legalRepresentative: 'p1', directors: ['p1', 'p2'] },
      shareholders: [{ holder: 'o1', subscribedFen: 100 }],
      agent: null,
    };
    expect(masked(tax)).toEqual({
      tax: { taxpayerKind: 'small-scale', invoices: true, bankAccounts: [{ bank: '建设银行', number: '1*' }] },
      posts: { legalRepresentative: 'p1', directors: ['p1', 'p2'] },
      shareholders: [{ holder: 'o1', subscribedFen: '***' }],
      agent: null,
    });
  });

  it('hides whatever nobody has said may be seen, and what only looks like a reference', () => {
    const unheardOf = { bloodGroup: 'A', lucky: 7, tags: ['x', 8], deep: { deeper: [{ secret: 's' }] }, p: 'p12345' };
    expect(masked(unheardOf)).toEqual({
      bloodGroup: '***',
      lucky: '***',
      tags: ['***', '***'],
      deep: { deeper: [{ secret: '***' }] },
      p: '***',
    });
  });
});
