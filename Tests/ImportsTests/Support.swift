import Charter
import SyncCore

@testable import Imports

/// Everything that a reader gives until its end or its refusal.
struct Read: Equatable {
    var items: [ImportItem] = []
    var refusal: ImportRefusal?
    var tally = ImportTally()

    init(_ reader: some CaseReader) {
        var reader = reader
        do throws(ImportRefusal) {
            while let item = try reader.next() { items.append(item) }
        } catch {
            refusal = error
        }
        tally = reader.tally
    }

    var cases: [ImportedCase] {
        items.flatMap { item -> [ImportedCase] in
            if case .cases(let cases) = item { cases } else { [] }
        }
    }

    var findings: [ImportFinding] {
        items.flatMap { item -> [ImportFinding] in
            if case .refused(let findings) = item { findings } else { [] }
        }
    }
}

func record(_ type: String, _ values: [String: CaseValue]) -> CaseRecord {
    CaseRecord(
        type: Code(type)!,
        values: Dictionary(uniqueKeysWithValues: values.map { (Code($0.key)!, $0.value) }))
}

extension CaseValue {
    static func day(_ text: String) -> CaseValue { .date(CivilDate(text)!) }
    static func word(_ text: String) -> CaseValue { .code(Code(text)!) }
    static func words(_ texts: String...) -> CaseValue { .codes(Set(texts.map { Code($0)! })) }
}
