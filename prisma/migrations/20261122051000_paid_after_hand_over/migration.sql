-- A payment that settles once its invoice is the comptable's pays nothing owed to the régie: a state of its own, with a case.

ALTER TABLE `payment_attempt` MODIFY `state` ENUM('started', 'pending', 'paid_card', 'paid_debit', 'refused', 'cancelled', 'expired', 'unknown', 'suspect', 'rejected_later', 'paid_twice', 'amount_differs', 'after_hand_over') NOT NULL;
