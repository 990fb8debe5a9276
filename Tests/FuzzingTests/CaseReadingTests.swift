import Charter
import Imports
import SyncCore
import Testing

@testable import Fuzzing

/// Who judges is judged: readers of cases that do what none may.
@Suite("The judge of imports")
struct CaseReadingTests {
    /// Gives the same for ever, or once.
    private struct Reader: CaseReader {
        let item: ImportItem
        var rest = 1
        let tally = ImportTally()

        mutating func next() -> ImportItem? {
            rest -= 1
            return rest >= 0 ? item : nil
        }
    }

    private func objection(to reader: Reader) -> String? {
        do {
            try CaseReading.check(reader, of: [1, 2, 3], by: FuzzCharter.small)
            return nil
        } catch {
            return "\(error)"
        }
    }

    private let finding = ImportFinding(line: 1, place: "NOM", rule: .missing)

    @Test func aReaderWithoutEndIsFoundOut() {
        let reader = Reader(item: .refused([finding]), rest: .max)
        #expect(objection(to: reader) == "a reader comes to an end")
    }

    @Test func aReaderThatMiscountsIsFoundOut() {
        let reader = Reader(item: .refused([finding]))
        #expect(objection(to: reader) == "the tally counts what was given")
    }

    @Test func aRefusalWithoutReasonOrPlaceIsFoundOut() {
        #expect(objection(to: Reader(item: .refused([]))) == "a refusal says why")
        let nowhere = ImportFinding(line: 0, place: "NOM", rule: .missing)
        #expect(objection(to: Reader(item: .refused([nowhere]))) == "a finding has its line")
    }

    @Test func aCaseThatTheCharterDoesNotHaveIsFoundOut() {
        #expect(objection(to: Reader(item: .cases([]))) == "what is taken is somebody")
        let other = CaseRecord(type: Code(literal: "somebody-else"))
        let taken = ImportedCase(line: 1, key: nil, person: other)
        #expect(objection(to: Reader(item: .cases([taken]))) == "what is taken fits the charter")
    }

    @Test func aReaderOfNothingIsFine() {
        #expect(objection(to: Reader(item: .refused([]), rest: 0)) == nil)
    }
}
