/*
 * The lease protocol of the guard, for Spin. README.md beside this says how to run it and what came out.
 *
 * The rule: once a change was answered, no request that arrives later is accepted by the state before it.
 *
 * One token, two guards, two auths, two changes, in either order, each asked for at either auth and as often as one
 * likes (each time but the first is a retry). Either the token is revoked and its owner deactivated; or it is
 * transferred to another owner, and that owner is deactivated.
 *
 * A statement in PostgreSQL is one step; anything else may happen between two of them. Each guard has QUESTIONS
 * renewals or registrations under way. Each is carried out late, twice, after newer ones, or never, and so is each
 * answer delivered. Guards crash, stop and come back under a new id; auths forget that they wait; anyone may pause.
 *
 * What is abstracted, always so that the model can do at least what the real system can:
 * - Time. A lease may end at any moment. When an auth has waited in full (L and the margin), every lease has ended
 *   whose question was sent before that wait began; nothing else is known of time, and no two clocks are compared.
 * - A verification is read when it is asked for: whoever asks before the read is not late for anything that it shows.
 *   A guard has one under way: of several, each does by itself what this one may do.
 * - A request without a lease is answered by a read of its own, begun after it arrived. It cannot break the rule and is
 *   not modelled, but its answer may come when the guard has a lease, and is then cached like any other.
 * - Nothing but its own guard sees a lease, a cache or a verification. Guards are alike, so these are modelled for the
 *   first OBSERVED guards only, and the rest do what the registry can see of a guard.
 * - A guard may take IDS ids, one after the other; after that it has no lease.
 *
 * Each WITHOUT_… switches a rule of the protocol off: the assertion in `accept` must fail. Each WITNESS_… claims that
 * something interesting never happens: its assertion must fail too, or the model would prove nothing.
 */

#ifndef QUESTIONS
#define QUESTIONS 2
#endif
#ifndef IDS
#define IDS 2
#endif
#ifndef OBSERVED
#define OBSERVED 1
#endif
#define GUARDS 2
#define AUTHS 2
#define CHANGES 2

/* A lease, and a question that asks for one, know which waits in progress began after the sending: a bit an auth. */
#define JUST_SENT 0
#define OVER 4 /* the lease has ended, or will have when it arrives */
#define later(a, b) (a == OVER -> b : (b == OVER -> a : a & b))

/* PostgreSQL: the log and the registry. The token is what the log's entries have made of it. */
#define ON_TOKEN 1 /* the revocation, or the transfer */
#define ON_OWNER 2 /* the deactivation */
bool transfer;           /* which of the two stories is told */
byte head;               /* the number of the newest entry */
byte entry[CHANGES + 1]; /* which change the entry with this number is of */
typedef Row { bool present; byte position; byte offered }
Row row[GUARDS * IDS];
#define row_of(g) row[(g) * IDS + guard[g].id]
#define number_of(change) (entry[1] == change -> 1 : (entry[2] == change -> 2 : 0))

/* A record is the token as that entry left it. To deactivate somebody who does not own the token changes nothing. */
#define NO_RECORD 9
#define record_at(n) (n == 1 && transfer && entry[1] == ON_OWNER -> 0 : n)
#define is_allowed(record) (record == 0 || (record == 1 && transfer && entry[1] == ON_TOKEN))
#ifdef WITHOUT_TOKEN_IN_ENTRY
#define names_token(n) (entry[n] == ON_TOKEN && !transfer)
#else
#define names_token(n) (entry[n] == ON_TOKEN)
#endif
#define names_owner_of(n, record) (entry[n] == ON_OWNER && (!transfer || (record > 0 && entry[1] == ON_TOKEN)))
#define touches(n, record) (names_token(n) || names_owner_of(n, record))
#ifdef WITHOUT_CHANGE_AND_ENTRY_AS_ONE
byte in_force; /* the entry is committed first, what it tells of later */
#else
#define in_force head
#endif

/* The bus: the questions of each guard that are under way, with the answer that is. */
mtype = { NOTHING, REGISTER, RENEW, REGISTERED, ENTRIES, UNKNOWN }
typedef Question { mtype kind = NOTHING; byte id; byte position; byte sent = OVER; mtype answer = NOTHING; byte up_to }
Question question[GUARDS * QUESTIONS];

typedef Guard {
  byte id; /* IDS when it has taken none yet, or none again */
  byte ids_taken;
  bool registered;
  byte position;
  byte lease = OVER;
  byte cached = NO_RECORD;
  byte fill = NO_RECORD; /* the answer to a verification: this record, */
  byte as_of;            /* read together with this head; */
  bool joined_late       /* a newer one had been promised before the last request joined */
}
Guard guard[GUARDS];
#ifdef WITHOUT_ENTRIES_FIRST
byte received[GUARDS]; /* entries up to here are yet to be applied */
#endif
#ifdef WITHOUT_FORGETTING_FILLS
byte registration_head[GUARDS];
#define registered_at(g) registration_head[g]
#else
#define registered_at(g) 0
#endif

/* Auth. */
byte waits_for[AUTHS]; /* the head that the asker saw after the change; 0 when nobody asks */
byte promised;         /* the highest such head that was answered */
#if defined(WITHOUT_NEW_HEAD_FOR_REPEAT) || defined(WITHOUT_OWN_STATEMENT_FOR_HEAD)
byte saw[AUTHS];
#else
#define saw waits_for
#endif

/* Not part of the state: written and read within one step. */
hidden byte i, n, struck;
hidden byte everyone, touched, repeated;
hidden byte accepted_by_old_state;
hidden byte answered_by_all, answered_with_a_lapse, accepted_new_state_from_cache, discarded_a_fill;
hidden byte leased_after_strike_off, carried_out_twice;

inline accept(record, is_late) {
  accepted_by_old_state = is_late && is_allowed(record);
  assert(!accepted_by_old_state)
}
#define is_old(record) (record < record_at(promised))

inline begin_wait(a) {
  for (i : 0 .. GUARDS - 1) {
    if :: guard[i].lease != OVER -> guard[i].lease = guard[i].lease | (1 << a) :: else fi
  }
  for (i : 0 .. GUARDS * QUESTIONS - 1) {
    if :: question[i].sent != OVER -> question[i].sent = question[i].sent | (1 << a) :: else fi
  }
}

/* Every lease that was sent for before this wait began. */
inline end_leases(a) {
  for (i : 0 .. GUARDS - 1) {
    if :: guard[i].lease & (1 << a) -> guard[i].lease = OVER :: else fi
  }
  for (i : 0 .. GUARDS * QUESTIONS - 1) {
    if :: question[i].sent & (1 << a) -> question[i].sent = OVER :: else fi
  }
}

inline end_wait(a) {
  waits_for[a] = 0;
  saw[a] = 0;
  for (i : 0 .. GUARDS - 1) { guard[i].lease = guard[i].lease & ~(1 << a) }
  for (i : 0 .. GUARDS * QUESTIONS - 1) { question[i].sent = question[i].sent & ~(1 << a) };
  i = 0
}

inline tell_asker(a) {
  if :: saw[a] > promised -> promised = saw[a] :: else fi;
  end_wait(a)
}

/* One transaction: the change and its entry. Or it finds the change made, and reads the head in a new statement. */
inline command(a, change) {
  repeated = number_of(change) > 0;
  if
  :: !repeated -> head++; entry[head] = change
  :: else
  fi;
  waits_for[a] = head;
  saw[a] = head;
#ifdef WITHOUT_NEW_HEAD_FOR_REPEAT
  waits_for[a] = number_of(change);
#endif
#ifdef WITHOUT_OWN_STATEMENT_FOR_HEAD
  saw[a] = number_of(change);
  if :: repeated -> waits_for[a] = number_of(change) - 1 :: else -> waits_for[a] = number_of(change) fi;
#endif
  begin_wait(a);
  if
#ifdef WITHOUT_WAITING
  :: true -> tell_asker(a)
#endif
#ifdef WITHOUT_WAITING_ON_REPEAT
  :: repeated -> tell_asker(a)
#endif
#ifdef WITHOUT_WAITING_ON_TRANSFER
  :: change == ON_TOKEN && transfer -> tell_asker(a)
#endif
  :: else
  fi
}

#ifdef WITHOUT_OWN_STATEMENT_FOR_HEAD
#define waits(a) (saw[a] > 0)
#else
#define waits(a) (waits_for[a] > 0)
#endif

inline see_registry(a) {
  everyone = true;
  for (i : 0 .. GUARDS * IDS - 1) {
    if :: row[i].present && row[i].position < waits_for[a] -> everyone = false :: else fi
  }
}

inline strike_off(r) { r.present = false; r.position = 0; r.offered = 0 }

inline strike_off_lapsed(a) {
  struck = 0;
  for (i : 0 .. GUARDS * IDS - 1) {
    if
#ifdef WITHOUT_OFFERED
    :: row[i].present && row[i].position < waits_for[a] -> strike_off(row[i]); struck++
#else
    :: row[i].present && row[i].offered < waits_for[a] -> strike_off(row[i]); struck++
#endif
    :: else
    fi
  }
}

proctype Auth(byte a) {
  do
  :: d_step { !waits(a) -> command(a, ON_TOKEN) }
  :: d_step { !waits(a) -> command(a, ON_OWNER) }
  :: d_step { /* all have acknowledged */
      waits(a) ->
      see_registry(a);
      if
      :: everyone ->
#ifdef WITNESS_ALL_ACKNOWLEDGED
        answered_by_all = waits_for[a] == 2 && guard[0].lease != OVER && guard[1].registered
          && row_of(0).present && row_of(1).present;
        assert(!answered_by_all);
#endif
        tell_asker(a)
      :: else
      fi
    }
  :: d_step { /* it has waited in full */
      waits(a) ->
#ifndef WITHOUT_FULL_LEASE
      end_leases(a);
#endif
      strike_off_lapsed(a);
#ifdef WITNESS_LAPSE
      answered_with_a_lapse = struck > 0 && guard[0].registered && guard[0].cached == 0 && !row_of(0).present;
      assert(!answered_with_a_lapse);
#endif
      tell_asker(a)
    }
  :: d_step { waits(a) -> end_wait(a) } /* it crashes */
#ifdef WITHOUT_CHANGE_AND_ENTRY_AS_ONE
  :: d_step { in_force < head -> in_force = head }
#endif
  od
}

/* Guard g sends: what was in this place is lost. A registration takes a new id, a renewal says how far the guard is. */
inline send(g, q) {
  if
  :: guard[g].registered -> q.kind = RENEW
  :: else -> q.kind = REGISTER; guard[g].id = guard[g].ids_taken; guard[g].ids_taken++
  fi;
  q.id = guard[g].id;
  q.position = guard[g].position;
  q.sent = (g < OBSERVED -> JUST_SENT : OVER);
  q.answer = NOTHING;
  q.up_to = 0
}

/* One statement in PostgreSQL, whichever auth runs it. */
inline carry_out(q, r) {
#ifdef WITNESS_DUPLICATE
  carried_out_twice = q.answer == ENTRIES && q.up_to < head && r.present;
  assert(!carried_out_twice);
#endif
  if
#ifndef WITHOUT_INSERT_ONLY
  :: q.kind == REGISTER && r.present
#endif
  :: q.kind == RENEW && r.present ->
    if :: q.position > r.position -> r.position = q.position :: else fi;
    r.offered = head;
#ifdef WITHOUT_POSITION_OF_ITS_OWN
    r.position = head;
#endif
    q.answer = ENTRIES;
    q.up_to = head
  :: q.kind == RENEW && !r.present ->
#ifdef WITHOUT_ROW_FOR_LEASE
    q.answer = ENTRIES;
    q.up_to = head
#else
    q.answer = UNKNOWN
#endif
  :: else ->
    r.present = true;
    r.position = head;
    r.offered = head;
    q.answer = REGISTERED;
    q.up_to = head
  fi
}

inline apply(g, newest) {
  for (n : 1 .. CHANGES) {
    if
    :: n > guard[g].position && n <= newest && guard[g].cached != NO_RECORD && touches(n, guard[g].cached) ->
      guard[g].cached = NO_RECORD
    :: else
    fi
  }
  if :: newest > guard[g].position -> guard[g].position = newest :: else fi
}

inline forget_id(g) { guard[g].registered = false; guard[g].lease = OVER; guard[g].id = IDS }

inline forget_fill(g) { guard[g].fill = NO_RECORD; guard[g].as_of = 0; guard[g].joined_late = false }

inline receive(g, q) {
#ifdef WITHOUT_LEASE_FROM_SENDING
  if :: g < OBSERVED -> q.sent = JUST_SENT :: else fi;
#endif
  if
  :: q.id != guard[g].id
  :: else ->
    if
    :: q.answer == REGISTERED && !guard[g].registered ->
      guard[g].registered = true;
      guard[g].position = q.up_to;
#ifndef WITHOUT_EMPTYING
      guard[g].cached = NO_RECORD;
#endif
#ifdef WITHOUT_FORGETTING_FILLS
      registration_head[g] = q.up_to;
#else
      forget_fill(g);
#endif
#ifdef WITNESS_RETURN
      leased_after_strike_off = promised == 1 && q.sent != OVER && guard[g].id > 0 && !row[g * IDS].present;
      assert(!leased_after_strike_off);
#endif
      guard[g].lease = q.sent
    :: q.answer == ENTRIES && guard[g].registered ->
#ifdef WITHOUT_ENTRIES_FIRST
      received[g] = q.up_to;
#else
      apply(g, q.up_to);
#endif
      guard[g].lease = later(guard[g].lease, q.sent)
    :: q.answer == UNKNOWN && guard[g].registered -> forget_id(g)
    :: else
    fi
  fi;
  q.answer = NOTHING;
  q.up_to = 0
}

/* One question of a guard: sent, carried out, answered, each at any time and in any order that the guard allows. */
proctype Renewal(byte g; byte q) {
  do
  :: d_step { guard[g].registered || guard[g].ids_taken < IDS -> send(g, question[q]) }
  :: d_step { question[q].kind != NOTHING -> carry_out(question[q], row[g * IDS + question[q].id]) }
  :: d_step { question[q].answer != NOTHING -> receive(g, question[q]) }
  od
}

inline crash(g) {
  forget_id(g);
  forget_fill(g);
  guard[g].cached = NO_RECORD;
  guard[g].position = 0
}

proctype Life(byte g) {
  do
  :: d_step { guard[g].id < IDS -> crash(g) }
  :: d_step { guard[g].registered -> strike_off(row_of(g)); crash(g) } /* stops cleanly */
#ifdef WITHOUT_ENTRIES_FIRST
  :: d_step { received[g] > guard[g].position -> apply(g, received[g]) }
#endif
  od
}

proctype Decisions(byte g) {
  do
  :: d_step { guard[g].lease != OVER -> guard[g].lease = OVER }
  :: d_step { /* a request for a token that is cached */
      guard[g].lease != OVER && guard[g].cached != NO_RECORD ->
#ifdef WITNESS_CACHE
      accepted_new_state_from_cache = guard[g].cached == 1 && is_allowed(1) && promised == 1 && head == 2;
      assert(!accepted_new_state_from_cache);
#endif
      accept(guard[g].cached, is_old(guard[g].cached))
    }
  :: d_step { /* a request for one that is not: a verification begins */
      guard[g].fill == NO_RECORD && (guard[g].lease == OVER || guard[g].cached == NO_RECORD) ->
      guard[g].fill = record_at(in_force);
      guard[g].as_of = head
    }
  :: d_step { /* a request joins it */
#ifdef WITHOUT_LEASE_FOR_JOINING
      guard[g].fill != NO_RECORD && is_old(guard[g].fill) -> guard[g].joined_late = true
#else
      guard[g].fill != NO_RECORD && guard[g].lease != OVER && is_old(guard[g].fill) -> guard[g].joined_late = true
#endif
    }
#ifdef WITHOUT_TOKEN_AND_HEAD_AS_ONE
  :: d_step { guard[g].fill != NO_RECORD -> guard[g].as_of = head }
#endif
  :: d_step { /* the answer comes */
      guard[g].fill != NO_RECORD ->
      touched = false;
      for (n : 1 .. CHANGES) {
        if
        :: n > guard[g].as_of && n > registered_at(g) && n <= guard[g].position && touches(n, guard[g].fill) ->
          touched = true
        :: else
        fi
      }
#ifdef WITHOUT_AS_OF
      touched = false;
#endif
      if
      :: touched -> /* thrown away, and asked anew for all who wait */
#ifdef WITNESS_DISCARD
        discarded_a_fill = guard[g].joined_late && guard[g].lease != OVER;
        assert(!discarded_a_fill);
#endif
        skip
      :: else ->
        accept(guard[g].fill, guard[g].joined_late);
        if
        :: guard[g].lease != OVER -> guard[g].cached = guard[g].fill
        :: else
        fi
      fi;
      forget_fill(g)
    }
  :: d_step { guard[g].fill != NO_RECORD -> forget_fill(g) } /* lost */
  od
}

init {
  byte k;
  atomic {
    if :: transfer = true :: transfer = false fi;
    for (k : 0 .. GUARDS - 1) { guard[k].id = IDS }
    for (k : 0 .. AUTHS - 1) { run Auth(k) }
    for (k : 0 .. GUARDS * QUESTIONS - 1) { run Renewal(k / QUESTIONS, k) }
    for (k : 0 .. GUARDS - 1) { run Life(k) }
    for (k : 0 .. OBSERVED - 1) { run Decisions(k) }
    k = 0
  }
}
