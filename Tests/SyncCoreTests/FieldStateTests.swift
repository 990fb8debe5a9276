import SyncCore
import Testing

@Suite struct FieldStateTests {
    let office = ActorID(bits: 1)
    let hub = ActorID(bits: 2)
    let draft = Value.code(Code(literal: "draft"))
    let signed = Value.code(Code(literal: "signed"))
    let sent = Value.code(Code(literal: "sent"))
    let order = ["draft", "signed", "sent"].map { Code($0)! }

    private func write(
        _ value: Value, _ actor: ActorID, _ n: UInt64, shown: FieldState
    ) -> FieldState {
        shown.writing(value, dot: Dot(actor: actor, n: n), shown: shown)
    }

    @Test func writingSupersedesWhatWasShown() {
        let first = write(draft, office, 1, shown: FieldState())
        let second = write(signed, office, 2, shown: first)
        #expect(second.versions.map(\.value) == [signed])
        #expect(first.joined(with: second) == second)
    }

    @Test func apartTwoWritesStayBesideEachOther() {
        let base = write(draft, office, 1, shown: FieldState())
        let ours = write(signed, office, 2, shown: base)
        let theirs = write(sent, hub, 1, shown: base)
        let joined = ours.joined(with: theirs)
        #expect(joined.reading(.ask) == .concurrent(joined.versions))
        #expect(joined.versions.map(\.value) == [signed, sent])
        #expect(joined.reading(.highest(order: order)) == .settled(sent))
        #expect(joined.reading(.lowest(order: order)) == .settled(signed))
    }

    @Test func decidingSupersedesExactlyWhatWasShown() {
        let base = write(draft, office, 1, shown: FieldState())
        let shown = write(signed, office, 2, shown: base)
            .joined(with: write(sent, hub, 1, shown: base))
        let late = write(draft, ActorID(bits: 3), 1, shown: base)
        let decided = shown.joined(with: late)
            .writing(sent, dot: Dot(actor: hub, n: 2), shown: shown)
        #expect(decided.versions.map(\.value) == [sent, draft])
        #expect(decided.reading(.ask) == .concurrent(decided.versions))
    }

    @Test func equalConcurrentValuesAreNoConflict() {
        let ours = write(signed, office, 1, shown: FieldState())
        let theirs = write(signed, hub, 1, shown: FieldState())
        #expect(ours.joined(with: theirs).versions.count == 2)
        #expect(ours.joined(with: theirs).reading(.ask) == .settled(signed))
    }

    @Test func aConcurrentAddAndRemoveKeepsTheCode() {
        let base = write(.flag(true), office, 1, shown: FieldState())
        let removed = write(.flag(false), office, 2, shown: base)
        let addedAgain = write(.flag(true), hub, 1, shown: base)
        #expect(removed.joined(with: addedAgain).reading(.keep) == .settled(.flag(true)))
        #expect(removed.reading(.keep) == .settled(.flag(false)))
    }

    @Test func absentAndWithdrawnDiffer() {
        #expect(FieldState().reading(.ask) == .absent)
        #expect(
            write(.withdrawn, office, 1, shown: FieldState()).reading(.ask)
                == .settled(.withdrawn))
    }

    @Test func underAnOrderAWithdrawalGivesWayToAConcurrentValue() {
        let gone = write(.withdrawn, office, 1, shown: FieldState())
        let kept = write(.number(3), hub, 1, shown: FieldState())
        for rule in [MergeRule.highest(order: []), .lowest(order: [])] {
            #expect(gone.joined(with: kept).reading(rule) == .settled(.number(3)))
        }
        #expect(gone.joined(with: kept).reading(.ask) != .settled(.number(3)))
    }
}
