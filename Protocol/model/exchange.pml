/* The exchange of exchange.md for small bounds, so that every history can be tried.
 *
 * Two offices, a second copy of the first one's file, one hub, and histories of STEPS events in any
 * order: edits, exchanges whose request or answer is lost, edits while an answer is under way,
 * decisions, sharing and erasures at the hub, offices and the hub put back to a backup. After any of
 * them all sync in peace, and the judges at the end look: all copies equal, outboxes empty, nothing
 * gone in silence, nothing erased come back.
 *
 * A register's state is a set of live dots, as bits. `past` says of each dot which dots its writer
 * had seen; since an actor sees its own writes, sets of dots say here what version vectors say in
 * merge.md. Actors are not modelled: each write takes a new dot, which is what minting an actor at
 * each opening is for. A record has one register here: registers are joined one by one.
 *
 * Tools/check-model runs it. -DBREAK_… removes a safeguard, to show that the judges notice.
 */

#ifndef STEPS
#define STEPS 5                 /* events before peace */
#endif
#ifndef RECORDS
#define RECORDS 1
#endif
#define DOTS 4                  /* writes in one history */
#define COPIES 3                /* office 0, office 1, and a second live copy of office 0 */
#define CHANNELS 2
#define NUMBERS 24              /* the greatest number of a channel */
#define CHECKPOINTS 4           /* that an office keeps, zero among them */
#define PAGE 1                  /* rows in a page of the feed */
#define NONE 255                /* of an erasure: no answer has confirmed it */
#define ROUNDS 8                /* of peace: more than any history needs */

typedef Row { byte live; bool dirty; byte stamp; bool erased; byte erasedAt };

typedef Office {
    bool open;
    byte channel;
    Row row[RECORDS];
    byte cursor;
    byte headSeq; byte headTag;
    byte checkpoints;
    byte seq[CHECKPOINTS]; byte tag[CHECKPOINTS]
};

typedef Channel { byte seq; byte tag[NUMBERS]; byte listed[RECORDS] };

typedef Hub {
    byte live[RECORDS];
    bool erased[RECORDS];
    byte audience[RECORDS];     /* channels, as bits */
    Channel channel[CHANNELS]
};

Office office[COPIES];
Hub hub;
byte past[DOTS];                /* dots that the writer of a dot had seen, as bits */
byte home[DOTS];                /* the record that a dot was written in */
byte dots;                      /* written so far */
byte nextTag = 1;               /* tags are random in truth: here each is new */
byte steps;

/* Backups: one of the hub, one of each copy, taken at any moment. */
Hub hubBackup; bool hubSaved;
Office officeBackup[COPIES]; bool officeSaved[COPIES];

/* What the judges remember. */
byte excused;                   /* dots that no copy holds since something was put back */
bool everErased[RECORDS];
bool erasedOnce[RECORDS];       /* and some copy still knows of it */

/* Scratch of the steps below; always left at zero, so that it adds no states. */
byte i, j, r, q, union_, joined, taken, sent, asked, body, before;
byte notify[CHANNELS];
bool known, more;
byte expected[RECORDS];         /* of the exchange under way */
byte outcome[RECORDS];          /* 0 none, 1 as expected, 2 erased, 3 state */
byte answered[RECORDS]; byte rowSeq[RECORDS];
byte answerCursor, answerSeq, answerTag, rewindSeq, rewindTag;
byte answerKind;                /* 0 none, 1 page, 2 rewind */
bool answerMore;

#define bit(n) (1 << (n))

/* The join: union, less what lies in the past of another. */
inline join(a, b) {
    union_ = (a) | (b); joined = union_; i = 0;
    do
    :: i < DOTS -> joined = ((union_ & bit(i)) -> (joined & ~past[i]) : joined); i++
    :: else -> break
    od; i = 0; union_ = 0
}

/* All that a set of dots shows: itself and its pasts. */
inline seen(set) {
    joined = (set); i = 0;
    do
    :: i < DOTS -> joined = (((set) & bit(i)) -> (joined | past[i]) : joined); i++
    :: else -> break
    od; i = 0
}

inline write(row_, rec) {
    seen(row_); past[dots] = joined; home[dots] = rec;
    row_ = bit(dots); dots++; joined = 0
}

/* One transaction of the hub: each channel that is told something takes its next number. */
inline commit() {
    i = 0;
    do
    :: i < CHANNELS ->
        if
        :: notify[i] ->
            hub.channel[i].seq++;
            assert(hub.channel[i].seq < NUMBERS);
            hub.channel[i].tag[hub.channel[i].seq] = nextTag; nextTag++;
            j = 0;
            do
            :: j < RECORDS ->
                if :: (notify[i] & bit(j)) -> hub.channel[i].listed[j] = hub.channel[i].seq
                :: else fi; j++
            :: else -> break
            od; j = 0
        :: else
        fi;
        notify[i] = 0; i++
    :: else -> break
    od; i = 0
}

inline tellAudience(rec) {
    i = 0;
    do
    :: i < CHANNELS ->
        notify[i] = ((hub.audience[rec] & bit(i)) -> (notify[i] | bit(rec)) : notify[i]); i++
    :: else -> break
    od; i = 0
}

/* Who asks becomes part of the audience, and hears of the record under a number of its own: only a
 * number that a hub put back doesn't know makes the office offer again what it learnt with it. */
inline admit(rec) {
    if
#ifdef BREAK_ERASED_UNLISTED
    :: !(hub.audience[rec] & bit(asked)) && !hub.erased[rec] ->
#else
    :: !(hub.audience[rec] & bit(asked)) ->
#endif
        hub.audience[rec] = hub.audience[rec] | bit(asked);
        notify[asked] = notify[asked] | bit(rec)
    :: else
    fi
}

#ifdef BREAK_NUMERIC_CURSOR
#define isKnown(c, s, t) ((s) <= hub.channel[c].seq)
#else
#define isKnown(c, s, t) ((s) <= hub.channel[c].seq && hub.channel[c].tag[s] == (t))
#endif

/* The hub takes a request of copy o and makes its answer. */
inline hubAnswers(o) {
    sent = 0; asked = office[o].channel;
    known = isKnown(asked, office[o].headSeq, office[o].headTag);
    r = 0;
    do                                       /* erasures first */
    :: r < RECORDS ->
        if
        :: office[o].row[r].erased && office[o].row[r].erasedAt == NONE ->
            sent = sent | bit(r);
            if
            :: !hub.erased[r] ->
                hub.erased[r] = true; hub.live[r] = 0;
                hub.audience[r] = hub.audience[r] | bit(asked); tellAudience(r)
            :: else -> admit(r)
            fi
        :: else
        fi; r++
    :: else -> break
    od;
    r = 0;
    do                                       /* then offers */
    :: r < RECORDS ->
        if
        :: office[o].row[r].dirty ->
            sent = sent | bit(r); expected[r] = office[o].row[r].live;
            if
            :: hub.erased[r] -> admit(r)
            :: else ->
                admit(r);
                join(hub.live[r], office[o].row[r].live);
                if :: joined != hub.live[r] -> hub.live[r] = joined; tellAudience(r)
                :: else fi;
                joined = 0
            fi
        :: else
        fi; r++
    :: else -> break
    od; r = 0;
    commit();
    if
    :: !known ->                             /* the newest checkpoint that the hub knows */
        answerKind = 2; rewindSeq = 0; rewindTag = 0; i = 0;
        do
        :: i < office[o].checkpoints ->
            if
            :: office[o].seq[i] >= rewindSeq &&
                isKnown(asked, office[o].seq[i], office[o].tag[i]) ->
                rewindSeq = office[o].seq[i]; rewindTag = office[o].tag[i]
            :: else
            fi; i++
        :: else -> break
        od; i = 0
    :: else ->
        answerKind = 1;
        answerSeq = hub.channel[asked].seq; answerTag = hub.channel[asked].tag[answerSeq];
        r = 0;
        do
        :: r < RECORDS -> if :: (sent & bit(r)) -> rowSeq[r] = answerSeq; tellRow(r) :: else fi; r++
        :: else -> break
        od; r = 0;
        answerCursor = office[o].cursor; taken = 0; more = false; q = office[o].cursor + 1;
        do                                   /* the feed; a page ends between two numbers */
        :: q <= answerSeq && !more ->
            r = 0;
            do
            :: r < RECORDS ->
                if
                :: hub.channel[asked].listed[r] == q && taken >= PAGE && answerCursor != q ->
                    more = true
                :: hub.channel[asked].listed[r] == q && !(taken >= PAGE && answerCursor != q) ->
                    taken++; answerCursor = q;
                    if :: !(sent & bit(r)) -> rowSeq[r] = q; tellRow(r) :: else fi
                :: else
                fi; r++
            :: else -> break
            od; r = 0; q++
        :: else -> break
        od; q = 0; taken = 0;
        if :: !more -> answerCursor = answerSeq :: else fi;
        answerMore = more; more = false
    fi;
    known = false; sent = 0; asked = 0
}

inline tellRow(rec) {
    if
    :: hub.erased[rec] -> outcome[rec] = 2
    :: !hub.erased[rec] && (sent & bit(rec)) && expected[rec] == hub.live[rec] -> outcome[rec] = 1
    :: else -> outcome[rec] = 3; answered[rec] = hub.live[rec]
    fi
}

/* Copy o carries the answer out, in one transaction. */
inline officeReceives(o) {
    if
    :: answerKind == 2 ->
        office[o].cursor = rewindSeq; office[o].headSeq = rewindSeq; office[o].headTag = rewindTag;
        do
        :: office[o].checkpoints > 1 && office[o].seq[office[o].checkpoints - 1] > rewindSeq ->
            office[o].checkpoints--;
            office[o].seq[office[o].checkpoints] = 0; office[o].tag[office[o].checkpoints] = 0
        :: else -> break
        od;
        r = 0;
        do
        :: r < RECORDS ->
            if
            :: office[o].row[r].stamp > rewindSeq ->
                office[o].row[r].stamp = 0; office[o].row[r].dirty = true
            :: else
            fi;
#ifndef BREAK_ERASURES_STAY_SENT
            if
            :: office[o].row[r].erased && office[o].row[r].erasedAt > rewindSeq ->
                office[o].row[r].erasedAt = NONE
            :: else
            fi;
#endif
            r++
        :: else -> break
        od; r = 0
    :: answerKind == 1 ->
        r = 0;
        do
        :: r < RECORDS ->
            if
            :: outcome[r] == 2 ->
                office[o].row[r].live = 0; office[o].row[r].dirty = false; office[o].row[r].stamp = 0;
                office[o].row[r].erased = true; office[o].row[r].erasedAt = rowSeq[r]
            :: outcome[r] == 1 && !office[o].row[r].erased ->
                if
#ifdef BREAK_SETTLE_UNSEEN
                :: true ->
#else
                :: office[o].row[r].live == expected[r] ->
#endif
                    office[o].row[r].dirty = false; office[o].row[r].stamp = rowSeq[r]
                :: else
                fi
            :: outcome[r] == 3 && !office[o].row[r].erased ->
                join(office[o].row[r].live, answered[r]);
                office[o].row[r].live = joined;
                office[o].row[r].dirty = (joined != answered[r]);
                office[o].row[r].stamp = (office[o].row[r].dirty -> 0 : rowSeq[r]); joined = 0
            :: else
            fi; r++
        :: else -> break
        od; r = 0;
        office[o].cursor = answerCursor;
        office[o].headSeq = answerSeq; office[o].headTag = answerTag;
        if
        :: !answerMore && office[o].seq[office[o].checkpoints - 1] != answerSeq ->
            if
            :: office[o].checkpoints == CHECKPOINTS ->      /* thinned out: zero always stays */
                i = 1;
                do
                :: i < CHECKPOINTS - 1 ->
                    office[o].seq[i] = office[o].seq[i + 1]; office[o].tag[i] = office[o].tag[i + 1];
                    i++
                :: else -> break
                od; i = 0; office[o].checkpoints--
            :: else
            fi;
            office[o].seq[office[o].checkpoints] = answerSeq;
            office[o].tag[office[o].checkpoints] = answerTag; office[o].checkpoints++
        :: else
        fi
    :: else
    fi
}

inline forgetAnswer() {
    r = 0;
    do
    :: r < RECORDS -> expected[r] = 0; outcome[r] = 0; answered[r] = 0; rowSeq[r] = 0; r++
    :: else -> break
    od; r = 0;
    answerKind = 0; answerMore = false; answerCursor = 0; answerSeq = 0; answerTag = 0;
    rewindSeq = 0; rewindTag = 0
}

inline copyRows(to, from) {
    r = 0;
    do
    :: r < RECORDS ->
        to.row[r].live = from.row[r].live; to.row[r].dirty = from.row[r].dirty;
        to.row[r].stamp = from.row[r].stamp; to.row[r].erased = from.row[r].erased;
        to.row[r].erasedAt = from.row[r].erasedAt; r++
    :: else -> break
    od; r = 0
}

inline copyOffice(to, from) {
    to.open = from.open; to.channel = from.channel; copyRows(to, from);
    to.cursor = from.cursor; to.headSeq = from.headSeq; to.headTag = from.headTag;
    to.checkpoints = from.checkpoints; i = 0;
    do
    :: i < CHECKPOINTS -> to.seq[i] = from.seq[i]; to.tag[i] = from.tag[i]; i++
    :: else -> break
    od; i = 0
}

inline copyHub(to, from) {
    r = 0;
    do
    :: r < RECORDS ->
        to.live[r] = from.live[r]; to.erased[r] = from.erased[r];
        to.audience[r] = from.audience[r]; r++
    :: else -> break
    od; r = 0; i = 0;
    do
    :: i < CHANNELS ->
        to.channel[i].seq = from.channel[i].seq; j = 0;
        do
        :: j < NUMBERS -> to.channel[i].tag[j] = from.channel[i].tag[j]; j++
        :: else -> break
        od; j = 0;
        do
        :: j < RECORDS -> to.channel[i].listed[j] = from.channel[i].listed[j]; j++
        :: else -> break
        od; j = 0; i++
    :: else -> break
    od; i = 0
}

/* Every dot that some copy holds, live or superseded: in `body`. */
inline held() {
    body = 0; q = 0;
    do
    :: q < RECORDS ->
        seen(hub.live[q]); body = body | joined; j = 0;
        do
        :: j < COPIES -> if :: office[j].open -> seen(office[j].row[q].live); body = body | joined
                         :: else fi; j++
        :: else -> break
        od; j = 0; q++
    :: else -> break
    od; q = 0; joined = 0
}

inline rememberErasures() {
    r = 0;
    do
    :: r < RECORDS ->
        erasedOnce[r] = (erasedOnce[r] && (hub.erased[r] ||
                (office[0].open && office[0].row[r].erased) ||
                (office[1].open && office[1].row[r].erased) ||
                (office[2].open && office[2].row[r].erased))); r++
    :: else -> break
    od; r = 0
}

inline judge() {
    held();
    r = 0;
    do
    :: r < RECORDS ->
        j = 0;
        do
        :: j < COPIES ->
            if
            :: office[j].open ->
                /* converged */
                assert(office[j].row[r].live ==
                    ((hub.audience[r] & bit(office[j].channel)) -> hub.live[r] : 0));
                /* outboxes drained */
                assert(!office[j].row[r].dirty);
                assert(!(office[j].row[r].erased && office[j].row[r].erasedAt == NONE))
            :: else
            fi; j++
        :: else -> break
        od; j = 0;
        /* nothing erased came back */
        assert(!(erasedOnce[r] && hub.live[r]));
        r++
    :: else -> break
    od; r = 0; i = 0;
    do
    :: i < dots ->
        /* nothing lost in silence */
        assert((body & bit(i)) || (excused & bit(i)) || everErased[home[i]]);
        i++
    :: else -> break
    od; i = 0; body = 0
}

init {
    byte o, rec, rounds;
    d_step {
        office[0].open = true; office[1].open = true;
        office[0].channel = 0; office[1].channel = 1; office[2].channel = 0;
        office[0].checkpoints = 1; office[1].checkpoints = 1; office[2].checkpoints = 1
    }
    do
    :: steps < STEPS ->
        steps++;
        select(o : 0 .. COPIES - 1); select(rec : 0 .. RECORDS - 1);
        if
        :: atomic { office[o].open && dots < DOTS && !office[o].row[rec].erased ->    /* an edit */
            d_step { write(office[o].row[rec].live, rec); office[o].row[rec].dirty = true;
                     office[o].row[rec].stamp = 0 } }
        :: atomic { office[o].open ->                                                 /* a sync */
            d_step { hubAnswers(o) };
            if
            :: skip                                                       /* the answer is lost */
            :: d_step { officeReceives(o) }
            :: dots < DOTS && !office[o].row[rec].erased ->       /* an edit while it is under way */
                d_step { write(office[o].row[rec].live, rec); office[o].row[rec].dirty = true;
                         office[o].row[rec].stamp = 0; officeReceives(o) }
            fi; skip;
            d_step { forgetAnswer() } }
        :: atomic { hub.live[rec] && dots < DOTS ->                              /* a decision */
            d_step { write(hub.live[rec], rec); tellAudience(rec); commit() } }
        :: atomic { hub.live[rec] && !(hub.audience[rec] & bit(o % CHANNELS)) ->    /* sharing */
            d_step { hub.audience[rec] = hub.audience[rec] | bit(o % CHANNELS);
                     notify[o % CHANNELS] = bit(rec); commit() } }
        :: atomic { hub.live[rec] ->                                      /* the hub erases */
            d_step { hub.erased[rec] = true; hub.live[rec] = 0; everErased[rec] = true; erasedOnce[rec] = true;
                     tellAudience(rec); commit() } }
        :: atomic { office[o].open && office[o].row[rec].live ->        /* an office erases */
            d_step { office[o].row[rec].live = 0; office[o].row[rec].dirty = false;
                     office[o].row[rec].stamp = 0; office[o].row[rec].erased = true;
                     office[o].row[rec].erasedAt = NONE; everErased[rec] = true; erasedOnce[rec] = true } }
        :: atomic { office[o].open && !officeSaved[o] ->                         /* backups */
            d_step { copyOffice(officeBackup[o], office[o]); officeSaved[o] = true } }
        :: atomic { !hubSaved -> d_step { copyHub(hubBackup, hub); hubSaved = true } }
        :: atomic { officeSaved[o] ->                                    /* an office is put back */
            d_step { held(); before = body; copyOffice(office[o], officeBackup[o]);
                     held(); excused = excused | (before & ~body); before = 0; body = 0;
                     rememberErasures() } }
        :: atomic { hubSaved ->                                           /* the hub is put back */
            d_step { held(); before = body; copyHub(hub, hubBackup);
                     held(); excused = excused | (before & ~body); before = 0; body = 0;
                     rememberErasures() } }
        :: atomic { !office[2].open && office[0].open ->                          /* a live copy */
            d_step { copyOffice(office[2], office[0]) } }
        :: else -> skip
        fi
    :: break
    od;
    /* Peace: everybody syncs, and nothing is lost any more. */
    skip;
    d_step {
        rounds = 0;
        do
        :: rounds < ROUNDS ->
            o = 0;
            do
            :: o < COPIES ->
                if :: office[o].open -> hubAnswers(o); officeReceives(o); forgetAnswer()
                :: else fi; o++
            :: else -> break
            od; rounds++
        :: else -> break
        od;
        o = 0; rec = 0; rounds = 0;
        judge()
    }
}
