import SyncCore
import Testing

/// `joins.json`: two states of a record and what they join to.
@Suite struct JoinVectorTests {
    private struct Vector {
        let name: String
        let meaning: String
        let a: RecordState
        let b: RecordState
    }

    @Test func statesJoinAsTheVectorsSay() throws {
        let file = VectorFile(name: "joins.json")
        try file.expect(
            "Two packed states and their join, in either order; null when they contradict.",
            try vectors.map { vector in
                let (a, b) = (PackedRecord(vector.a), PackedRecord(vector.b))
                let joined = a.joined(with: b)
                #expect(joined == b.joined(with: a))
                return .object([
                    ("name", .text(vector.name)), ("meaning", .text(vector.meaning)),
                    ("a", .object(try JSONText.cbor(a.bytes))),
                    ("b", .object(try JSONText.cbor(b.bytes))),
                    (
                        "joined",
                        try joined.map {
                            .object(
                                try JSONText.cbor($0.bytes) + [("state", .state($0.unpacked()))])
                        } ?? .null
                    ),
                ])
            })
    }

    private let first = Samples.version(Samples.dot(Samples.officeA, 1), Samples.code("draft"))

    /// A value of the field `status` that replaces what `past` names.
    private func status(_ actor: ActorID, _ n: UInt64, _ past: [Dot], _ code: String) -> Version {
        Samples.version(Samples.dot(actor, n), past: past, Samples.code(code))
    }

    private func record(_ versions: Version...) -> RecordState {
        Samples.contract([
            "status": versions.reduce(FieldState()) { $0.joined(with: FieldState($1)) }
        ])
    }

    private var vectors: [Vector] { orderVectors + conflictVectors + otherVectors }

    private var orderVectors: [Vector] {
        let signed = status(Samples.officeB, 1, [first.dot], "signed")
        return [
            Vector(
                name: "the-same", meaning: "Joining a state with itself changes nothing.",
                a: record(first), b: record(first)),
            Vector(
                name: "never-written", meaning: "A state without fields adds nothing.",
                a: record(first), b: Samples.contract([:])),
            Vector(
                name: "other-fields", meaning: "Each office wrote a field of its own.",
                a: record(first),
                b: Samples.contract([
                    "kind": FieldState(
                        Samples.version(Samples.dot(Samples.officeB, 1), Samples.code("cer")))
                ])),
            Vector(
                name: "newer", meaning: "B had seen A's value when it wrote: B's stays alone.",
                a: record(first), b: record(signed)),
            Vector(
                name: "from-an-old-backup",
                meaning: "A value that was superseded twice comes back, and is dropped.",
                a: record(status(Samples.officeB, 2, [first.dot, signed.dot], "sent")),
                b: record(first)),
        ]
    }

    private var conflictVectors: [Vector] {
        let signed = status(Samples.officeA, 2, [first.dot], "signed")
        let sent = status(Samples.officeB, 1, [first.dot], "sent")
        let expired = status(Samples.officeB, 2, [first.dot, sent.dot], "expired")
        let decided = status(Samples.hub, 1, [signed.dot, sent.dot], "sent")
        return [
            Vector(
                name: "concurrent", meaning: "Neither had seen the other's value: both stay.",
                a: record(signed), b: record(sent)),
            Vector(
                name: "decided", meaning: "The decision had seen both: it stays alone.",
                a: record(signed, sent), b: record(decided)),
            Vector(
                name: "decided-while-it-changed",
                meaning: "B wrote again after the decider was shown: the conflict stays, between"
                    + " the decision and what it had not seen.",
                a: record(signed, expired), b: record(decided)),
            Vector(
                name: "half-known",
                meaning: "Each side lacks one of three concurrent values.",
                a: record(signed, sent),
                b: record(sent, status(Samples.hub, 7, [first.dot], "refused"))),
            Vector(
                name: "equal-values", meaning: "Equal values stay two versions, and read as one.",
                a: record(signed), b: record(status(Samples.officeB, 1, [first.dot], "signed"))),
            Vector(
                name: "withdrawn-while-written",
                meaning: "A withdrawal is a version like others.",
                a: record(signed),
                b: record(
                    Samples.version(
                        Samples.dot(Samples.officeB, 1), past: [first.dot], .withdrawn))),
        ]
    }

    private var otherVectors: [Vector] {
        func set(_ register: String, _ version: Version) -> RecordState {
            Samples.contract([register: FieldState(version)])
        }
        let added = Samples.version(Samples.dot(Samples.officeA, 1), .flag(true))
        let past = [added.dot]
        return [
            Vector(
                name: "two-codes-of-a-set",
                meaning: "Codes of a set are registers of their own: no conflict.",
                a: set("domains/social", added),
                b: set(
                    "domains/professional",
                    Samples.version(Samples.dot(Samples.officeB, 1), .flag(true)))),
            Vector(
                name: "added-while-removed",
                meaning: "Both versions stay; the rule of sets reads them as held.",
                a: set(
                    "domains/social",
                    Samples.version(Samples.dot(Samples.officeA, 2), past: past, .flag(true))),
                b: set(
                    "domains/social",
                    Samples.version(Samples.dot(Samples.officeB, 1), past: past, .flag(false)))),
            Vector(
                name: "restored-office",
                meaning: "Office A went back to a backup and wrote again under a new actor: both"
                    + " of its values are there.",
                a: record(status(Samples.officeA, 2, [first.dot], "signed")),
                b: record(status(Samples.actor(0xa9), 1, [first.dot], "sent"))),
            Vector(
                name: "hollow",
                meaning: "A copy that may not hold the value kept its dot alone: the value counts.",
                a: record(
                    Samples.version(Samples.dot(Samples.officeA, 1), .withdrawn)),
                b: record(first)),
            Vector(
                name: "contradictory-values",
                meaning: "One dot names two values: no honest history gives it, and no join.",
                a: record(first), b: record(status(Samples.officeA, 1, [], "sent"))),
            Vector(
                name: "contradictory-pasts",
                meaning: "One dot with two pasts: neither.",
                a: record(status(Samples.officeB, 1, [], "sent")),
                b: record(status(Samples.officeB, 1, [first.dot], "sent"))),
        ]
    }
}
