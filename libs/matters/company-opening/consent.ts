import type { Person } from '@yichuang/contracts';
import { text, type Text } from '@yichuang/kernel';
import type { PrivacyStatement } from '../privacy.js';

/**
 * What the form asks of a person, in words for the person. A field that is added without words does not compile, and what is not
 * named here may not be asked (个人信息保护法 a.17(1)(2)).
 */
export const personWords: Readonly<Record<keyof Person, { readonly text: Text; readonly sensitive: boolean }>> = {
  name: { text: text('姓名', 'name'), sensitive: false },
  document: { text: text('证件类型和号码', 'kind and number of the identity document'), sensitive: true },
  nationality: { text: text('国籍', 'nationality'), sensitive: false },
  sex: { text: text('性别', 'sex'), sensitive: false },
  birthDate: { text: text('出生日期', 'date of birth'), sensitive: false },
  mobile: { text: text('手机号码', 'mobile number'), sensitive: false },
  email: { text: text('电子邮箱', 'e-mail address'), sensitive: false },
  address: { text: text('住址', 'home address'), sensitive: true },
  realName: { text: text('实名核验的方式和日期', 'how and when identity was verified'), sensitive: true },
  declaresEligible: { text: text('任职资格声明', 'the declaration of being eligible'), sensitive: false },
};

const words = Object.values(personWords);
const listed = (language: keyof Text, join: string, sensitive?: boolean): string =>
  words
    .filter((one) => sensitive === undefined || one.sensitive === sensitive)
    .map((one) => one.text[language])
    .join(join);

/**
 * Opening a company is done in the exercise of statutory duties: for that the law asks for no consent, and asks that it be told
 * (a.13(1)(3), a.34, a.35). Consent is asked only for what is not necessary, and by itself.
 */
export const privacyStatements: readonly PrivacyStatement[] = [
  {
    version: '2026.1',
    since: '2026-11-01',
    title: text('企业开办个人信息处理告知', 'How personal data is handled when a company is opened'),
    told: [
      {
        id: 'processor',
        article: '个人信息保护法 a.17(1)(1)',
        title: text('由谁处理', 'By whom'),
        text: text(
          '企业开办综合专窗所在政务服务大厅，以及依职责办理本事项的市场监管、公章刻制备案、税务、社会保险、医疗保障、住房公积金六个部门。联系方式：大厅综合窗口。',
          'The service hall of the company opening window, and the six departments whose duty it is: market regulation, filing of seals, tax, social insurance, medical insurance, housing fund. Contact: the comprehensive window of the hall.',
        ),
      },
      {
        id: 'purpose',
        article: '个人信息保护法 a.13(1)(3), a.17(1)(2), a.34, a.35',
        title: text('为何处理、如何处理', 'What for, and how'),
        text: text(
          '为履行企业登记、印章备案、税务、社保、医保、公积金开户的法定职责而处理，无须另行取得同意。信息在系统内加密保存，一次填写，各部门只收到其职责所需的部分，每次解密均有记录。',
          'For the statutory duties of registering a company, filing its seals and opening its tax, insurance and fund accounts; no consent is needed for that. Data is kept encrypted, is asked once, each department receives only the part its duty needs, and every decryption is recorded.',
        ),
      },
      {
        id: 'kinds',
        article: '个人信息保护法 a.17(1)(2)',
        title: text('处理哪些信息', 'Which data'),
        text: text(
          `股东、任职人员、代理人、受益所有人和职工的${listed('zh-CN', '、')}；职工工资基数；申请中填写的银行账户；上传的材料。`,
          `Of shareholders, officers, agents, beneficial owners and employees: ${listed('en', ', ')}; wages of employees; bank accounts given in the application; papers handed in.`,
        ),
      },
      {
        id: 'retention',
        article: '个人信息保护法 a.17(1)(2), a.19, a.47',
        title: text('保存多久', 'How long'),
        text: text(
          '企业登记成立的，作为登记档案在企业存续期间及注销后一般二十年内保存；未设立企业的，办件终结二年后销毁密钥，信息从此不可读取。',
          'Where a company is registered, as the registration archive for the company’s life and generally twenty years after. Where none is, the key is destroyed two years after the case has ended, and the data can never be read again.',
        ),
      },
      {
        id: 'rights',
        article: '个人信息保护法 a.17(1)(3), a.44–48, a.50',
        title: text('您的权利', 'Your rights'),
        text: text(
          '您可以在系统中查阅、复制您的信息以及何人何时因何查看过；发现不准确的，可以补正或者要求更正；对处理有疑问的，可以要求解释说明。拒绝您的请求应当说明理由，您可以依法提起诉讼。',
          'You may read and copy your data here, and who looked at it, when and why. You may correct it or have it corrected, and ask for an explanation. Whoever turns a request of yours down must say why, and you may sue.',
        ),
      },
      {
        id: 'necessity',
        article: '个人信息保护法 a.28, a.30',
        title: text('敏感信息为何必要', 'Why sensitive data is needed'),
        text: text(
          `${listed('zh-CN', '、', true)}以及银行账户属于敏感个人信息或者按敏感个人信息保护：法律要求实名登记、核验任职资格和送达地址，开户须有账户，缺少则无法办理。`,
          `${listed('en', ', ', true)} and bank accounts are sensitive or protected as if they were: the law wants identities verified, eligibility checked and an address for service, and an account cannot be opened without one.`,
        ),
      },
      {
        id: 'effect',
        article: '个人信息保护法 a.30',
        title: text('对您的影响', 'What it means for you'),
        text: text(
          '这些信息一旦泄露可能被冒用身份或者造成财产损失。为此按办件和部门分别加密，密钥单独保管；登记成立前姓名也不公开；登记公示的内容以法律规定的为限。',
          'If it leaked, somebody might pass for you or take from you. So it is encrypted by case and by department, with keys kept apart; before registration not even a name is public, and afterwards only what the law has published.',
        ),
      },
      {
        id: 'recipients',
        article: '网络数据安全管理条例 a.12; 个人信息保护法 a.36',
        title: text('提供给谁', 'Who receives it'),
        text: text(
          '除上述部门和您选择的印章制作单位（仅企业名称和统一社会信用代码）外，不向他人提供；全部信息存储在中华人民共和国境内。',
          'Nobody but these departments, and the seal maker you choose (the company’s name and credit code only). All data is stored in China.',
        ),
      },
      {
        id: 'automated',
        article: '个人信息保护法 a.24, a.55',
        title: text('自动决定', 'Automatic decisions'),
        text: text(
          '符合全部规则的申请由系统即时办理；系统不会因统计推断拒绝您。您可以查看适用的规则和结论，要求说明，并要求由工作人员作出决定。',
          'What fits all rules is decided at once by the system, which never refuses you on statistics. You may see the rules applied and what they found, ask for an explanation, and ask that an officer decide.',
        ),
      },
      {
        id: 'others',
        article: '个人信息保护法 a.17',
        title: text('您填写他人信息时', 'When you give data of others'),
        text: text(
          '您填写股东、任职人员和职工的信息前，应当将本告知的内容告诉他们。',
          'Before you give data of shareholders, officers and employees, tell them what stands here.',
        ),
      },
    ],
    consents: [
      {
        id: 'face',
        article: '个人信息保护法 a.14, a.29',
        text: text(
          '同意使用人脸信息在线核验身份。人脸信息只用于本次核验，本系统不留存，只记录核验方式和日期。',
          'I agree that my face is used to verify who I am online. It is used for this once and not kept here; only how and when it was verified is recorded.',
        ),
        otherwise: text(
          '不同意的，可以到窗口当面核验，或者提交公证文件，不影响办理。',
          'Otherwise come to the window or hand in a notarised paper: it is done all the same.',
        ),
      },
    ],
  },
];
