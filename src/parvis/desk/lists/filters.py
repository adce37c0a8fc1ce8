"""What the queue shows, written in its address: every figure of the product opens the list that makes it up with these.

``/desk/queue?…``, parameters as links write them. Absent means « whatever »; without any parameter at all the queue
opens on ``state=open``. An unknown value is ignored and said, never an error.

============== ======================================================================================================
state          received | in_progress | waiting | scheduled | closed | open (not closed) | untreated (= received)
               | ongoing (in_progress, waiting and scheduled) | all (= absent)
department     code of a department (VOI) | mine (the reader's departments)
assignee       me | none | someone | identifier of an agent
addressed      me (cases addressed to the reader, for elected people)
channel        code of cases.states.Channel, the main channel; with any_channel=1 the other channels count too
priority       1 | 2 | 3 | 4
kind           code of catalog.models.Kind
type           code of a request type (VOI-NDP)
district       code of a district | none
due            overdue (open, past its due date, not waiting for the person) | today (due before the end of the day)
               | week (due within seven days, today included) | none (no due date); the last three on open cases only
scheduled      today | past | week (planned day of a case in the state « scheduled »)
waiting_for    person | third_party
answered       1 (waits for nobody any more: the person wrote after the last public reply of an agent)
first_reply    none (no human public reply yet)
outcome        code of cases.states.Outcome
reopened       1 (reopened at least once)
received_from  YYYY-MM-DD, first day of receipt, in the town's time zone
received_to    YYYY-MM-DD, last day of receipt, included
closed_from    YYYY-MM-DD, first day of closure
closed_to      YYYY-MM-DD, last day of closure, included
person         identifier of a person
q              words of the description or of the address, or a reference
sort           recent (by default) | oldest | due | priority
after, before  where a page starts or ends (opaque)
============== ======================================================================================================
"""
