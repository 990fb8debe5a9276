import SyncCore

/// Looks from outside at a world that has settled.
protocol Judge {
    /// What is wrong; the first thing is enough.
    static func objection(to world: World) -> Objection?
}

/// Looks from outside at one record of one store, whenever it was written.
protocol RecordJudge {
    static func objection(to sight: Sight, _ books: Books) -> Objection?
}

/// One record as it is in one store.
struct Sight {
    let holder: String
    let id: RecordID
    let packed: PackedRecord
    let state: RecordState
    /// What the store may hold; `nil` where it is on the way to it.
    let law: Law?

    init(_ packed: PackedRecord, at id: RecordID, of holder: String, under law: Law?) {
        self.holder = holder
        self.id = id
        self.packed = packed
        self.law = law
        state = packed.unpacked()
    }

    func objection(_ fault: Fault, _ words: String) -> Objection {
        Objection(fault: fault, words: "\(holder), \(id): \(words)")
    }
}

enum Judges {
    static var ofTheEnd: [any Judge.Type] {
        [
            ConvergenceJudge.self, LossJudge.self, ErasureJudge.self, OutboxJudge.self,
            CharterJudge.self,
        ]
    }
    static var ofEveryRecord: [any RecordJudge.Type] {
        [
            TruthJudge.self, CharterJudge.self, MetadataJudge.self,
        ]
    }
}
