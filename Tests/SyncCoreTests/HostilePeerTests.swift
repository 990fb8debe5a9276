import Simulation
import SyncCore
import Testing

/// What a peer that follows the wire format but means harm can send.
@Suite struct HostilePeerTests {
    private let id = RecordID(bits: 1)
    private let name = FieldName(Code(literal: "status"))
    private let hash: SHA256Function = { simulatedHash($0) }

    private func record(_ versions: [Version], of name: FieldName) -> RecordState {
        var record = RecordState(type: Code(literal: "contract"))
        for version in versions {
            let written = RecordState(
                type: record.type, fields: [name: FieldState(version)])
            record = record.joined(with: written)
        }
        return record
    }

    private func version(_ actor: UInt64, _ n: UInt64) -> Version {
        Version(
            dot: Dot(actor: ActorID(bits: UInt128(actor)), n: n), past: VersionVector(),
            value: .number(Int64(actor)))
    }

    @Test func aGreatestNumberBesideAnotherActorsNumbersCanBeReadAgain() throws {
        let forged = record([version(1, .max)], of: name)
        let ordinary = record([version(2, 3), version(2, 9)], of: name)
        let joined = try #require(PackedRecord(forged).joined(with: PackedRecord(ordinary)))
        var reader = RecordReader()
        #expect(try reader.read(joined.bytes) == joined)
    }

    @Test func anAnswerThatWouldMakeARecordUnreadableIsSetAside() throws {
        // As many concurrent versions as one record may hold, beside one that was written here.
        let full = (1...UInt64(RecordLimits.versions)).map { version($0, 1) }
        let theirs = PackedRecord(record(full, of: name))
        let ours = PackedRecord(record([version(1_000, 1)], of: name))
        #expect(theirs.isWithinLimits)

        let offer = OfficeOutbox.Offer(
            id: id, expected: StateDigest(of: ours, by: hash), fields: ours, isWhole: true)
        var office = OfficeExchange(
            charterDigest: [UInt8](repeating: 0, count: 32), sha256: hash)
        _ = office.request(
            from: OfficeOutbox(position: OfficePosition(), offers: [offer], erasures: []))
        let head = Checkpoint(seq: 1, tag: 1)
        let page = ExchangeAnswer.Page(
            outcomes: [.state(theirs)], feed: [], cursor: 1, head: head, more: false)
        let reaction = try office.receive(.page(page), rows: [id: .held(ours)])
        #expect(
            reaction.directives == [
                .quarantine(id, field: "", rule: Code(literal: "record-too-large")),
                .advance(head: head, cursor: 1, complete: true),
            ])
    }

    @Test func aPastThatNoHistoryGivesDividesNobodyForLong() throws {
        func packed(_ actor: UInt64, past: [UInt64]) -> PackedRecord {
            let dots = past.map { Dot(actor: ActorID(bits: UInt128($0)), n: 1) }
            let version = Version(
                dot: Dot(actor: ActorID(bits: UInt128(actor)), n: 1),
                past: VersionVector(dots), value: .number(Int64(actor)))
            return PackedRecord(record([version], of: name))
        }
        // The third claims to have seen the second, but not what that one had seen.
        let (a, b, c) = (packed(1, past: []), packed(2, past: [1]), packed(3, past: [2]))
        let left = try #require(a.joined(with: b)?.joined(with: c))
        let right = try #require(b.joined(with: c)?.joined(with: a))
        #expect(left != right)

        let both = try #require(left.joined(with: right))
        #expect(right.joined(with: left) == both)
        #expect(left.joined(with: both) == both)
        #expect(right.joined(with: both) == both)
    }

    @Test func rewindsWithoutEndAreAFault() throws {
        var office = OfficeExchange(
            charterDigest: [UInt8](repeating: 0, count: 32), sha256: hash)
        let outbox = OfficeOutbox(position: OfficePosition(), offers: [], erasures: [])
        for _ in 0..<CheckpointHistory.limit {
            _ = office.request(from: outbox)
            #expect(try office.receive(.rewind(.zero), rows: [:]).next == .again)
        }
        _ = office.request(from: outbox)
        #expect(throws: ExchangeFault.impossibleAnswer) {
            try office.receive(.rewind(.zero), rows: [:])
        }
    }

    @Test func aRewindToNowhereIsAFault() {
        var office = OfficeExchange(
            charterDigest: [UInt8](repeating: 0, count: 32), sha256: hash)
        _ = office.request(
            from: OfficeOutbox(position: OfficePosition(), offers: [], erasures: []))
        #expect(throws: ExchangeFault.impossibleAnswer) {
            try office.receive(.rewind(Checkpoint(seq: 9, tag: 9)), rows: [:])
        }
    }

    @Test func aSentenceIsNoFieldOfAFinding() {
        let answer = ExchangeAnswer.batchRefused([
            .init(offer: 0, field: "call the prefect at once", rule: Code(literal: "field-unknown"))
        ])
        #expect(throws: WireError.self) { try ExchangeAnswer(decoding: answer.encoded()) }
    }

    @Test func aClaimToHaveSeenWhatWasNotWrittenYetIsKnown() {
        let next = Dot(actor: ActorID(bits: 1), n: 4)
        func known(_ dot: Dot, past: [Dot] = []) -> Bool {
            FieldState(Version(dot: dot, past: VersionVector(past), value: .withdrawn)).knows(next)
        }
        let other = Dot(actor: ActorID(bits: 2), n: 9)
        #expect(!known(Dot(actor: next.actor, n: 3)))
        #expect(!known(other, past: [Dot(actor: next.actor, n: 3)]))
        #expect(known(next))
        #expect(known(Dot(actor: next.actor, n: .max)))
        #expect(known(other, past: [next]))
        #expect(known(other, past: [Dot(actor: next.actor, n: .max)]))
    }
}
