import Fuzzing
import SyncCore
import Testing

/// Who judges is judged: a join that breaks a law is found out by records of the corpus.
@Suite("The judge of joins")
struct JoinLawsTests {
    private func objection(to join: @escaping JoinLaws.Join) throws -> BrokenPromise? {
        for file in try Corpus.files(of: .join) {
            guard let records = records(in: file.bytes) else { continue }
            do {
                try JoinLaws(join).check(records)
            } catch let broken as BrokenPromise {
                return broken
            }
        }
        return nil
    }

    private func records(in bytes: [UInt8]) -> [PackedRecord]? {
        var source = CBORReader(bytes)
        var reader = RecordReader()
        var records: [PackedRecord] = []
        while source.remainingBytes > 0, let record = try? reader.read(from: &source) {
            records.append(record)
        }
        return records.count >= 2 && records.allSatisfy { $0.type == records[0].type }
            ? records : nil
    }

    @Test func theJoinIsFoundSound() throws {
        #expect(try objection { $0.joined(with: $1) } == nil)
    }

    @Test func theLaterOfTwoIsNoJoin() throws {
        let found = try objection { _, later in later }
        #expect(found?.description == "a join is the same from both sides")
    }

    @Test func theLongerOfTwoIsNoJoin() throws {
        let found = try objection { a, b in
            (a.bytes.count, "\(a.bytes)") < (b.bytes.count, "\(b.bytes)") ? b : a
        }
        #expect(found?.description == "a join loses no value that nobody has seen")
    }

    @Test func aJoinThatKeepsWhatWasSupersededIsNone() throws {
        // Whoever wins keeps only its own: what the other alone had is gone.
        let found = try objection { a, b in
            guard let joined = a.joined(with: b) else { return nil }
            return joined == a || joined == b ? joined : a
        }
        #expect(found != nil)
    }
}
