/** Version 1 of the charter: what makes a good user of the portal, what the commune owes in return, and that traces serve both. */
const fr = `Cette charte dit ce que la commune de Valmontel et les familles se doivent sur le portail famille. Elle est courte. Merci de la lire en entier.

1. Un compte par adulte
Votre compte est personnel. Ne prêtez pas votre mot de passe, même à un proche. Deux parents ont deux comptes : chacun voit ses propres factures et ses propres réservations.

2. Des informations exactes
Tenez à jour votre adresse, vos téléphones et les personnes à prévenir. Un numéro faux peut retarder les secours. Le quotient familial que vous donnez est celui de votre foyer.

3. Les personnes autorisées
Seules les personnes inscrites sur la fiche de l’enfant peuvent venir le chercher. Prévenez ces personnes, et retirez-les quand elles ne viennent plus.

4. Réserver et annuler à temps
Une réservation engage la commune : un repas est commandé, une place est tenue, une équipe est prévue. Réservez et annulez avant l’heure affichée. Après cette heure, la journée est facturée, sauf absence justifiée.

5. Venir chercher l’enfant à l’heure
La garderie du soir ferme à 18 h 30. Un retard se signale par téléphone. Des retards répétés sans prévenir peuvent conduire à une suspension.

6. Payer à l’échéance
La facture est à payer avant la date qu’elle porte. En cas de difficulté, écrivez à la régie avant cette date : un délai se demande.

7. Un usage loyal
N’essayez pas de lire le dossier d’une autre famille, de réserver pour un enfant dont vous n’avez pas la charge, ni de bloquer des places que vous n’utiliserez pas. Un usage déloyal peut conduire à la suspension du compte. La décision est écrite, motivée, datée, et dit comment la contester. Les réservations déjà faites et le paiement des factures restent possibles.

8. Les traces servent de preuve aux deux parties
Chaque réservation, annulation, refus, paiement et modification laisse une trace datée. Chaque consultation de votre dossier par la commune aussi. Vous lisez ces traces dans votre journal et vous pouvez les emporter. En cas de désaccord, vous pouvez les opposer à la commune, et la commune peut vous les opposer. Une ligne changée après coup se voit.

9. Vos données
Les données servent à l’accueil de vos enfants et à la facturation. Elles ne sont ni vendues ni cédées. La page « Données personnelles » dit combien de temps chacune est gardée et comment exercer vos droits.

10. Ce que la commune vous doit
Un service ouvert le soir et le week-end, des règles affichées avec leur raison, une réponse à vos demandes sous dix jours ouvrés, et un autre chemin pour tout : le guichet, le téléphone, le courrier.`;

const en = `This charter says what the commune of Valmontel and the families owe each other on the family portal. It is short. Please read all of it.

1. One account per adult
Your account is personal. Do not lend your password, even to a relative. Two parents have two accounts: each sees their own invoices and their own bookings.

2. Accurate information
Keep your address, your phone numbers and the people to call up to date. A wrong number may delay help. The quotient familial you give is that of your household.

3. Authorised people
Only the people named on the child’s record may collect the child. Tell them so, and remove them when they no longer come.

4. Book and cancel in time
A booking commits the commune: a meal is ordered, a place is kept, staff are planned. Book and cancel before the time shown. After it, the day is charged, unless the absence is justified.

5. Collect the child on time
Evening care closes at 6:30 pm. Call if you are late. Repeated lateness without notice may lead to a suspension.

6. Pay by the due date
An invoice is to be paid by the date it bears. If you are in difficulty, write to the régie before that date: more time can be asked for.

7. Fair use
Do not try to read another family’s file, to book for a child who is not in your care, or to hold places you will not use. Unfair use may lead to the suspension of the account. The decision is written, reasoned and dated, and says how to contest it. Existing bookings stand and invoices can still be paid.

8. Traces serve as evidence for both sides
Each booking, cancellation, refusal, payment and change leaves a dated trace. So does each look by the commune into your file. You read these traces in your journal and may take them away. In a disagreement you may rely on them against the commune, and the commune may rely on them against you. A line changed afterwards shows.

9. Your data
The data serve the care of your children and the invoices. They are neither sold nor passed on. The page “Personal data” says how long each is kept and how to use your rights.

10. What the commune owes you
A service that is open evenings and week-ends, rules shown with their reason, an answer to your requests within ten working days, and another way for everything: the counter, the phone, a letter.`;

export const charter = { version: 1, bodyFr: fr, bodyEn: en };
