import Charter
import Imports

/// What holds of every reader of cases, whatever file it is given.
struct CaseReading {
    private var taken = 0
    private var refused = 0

    /// Reads to the end or to a refusal.
    static func check(
        _ reader: consuming some CaseReader, of bytes: [UInt8], by charter: Charter
    ) throws {
        var reading = CaseReading()
        var reader = reader
        var isRefused = false
        while let item = next(of: &reader, &isRefused) {
            try reading.take(item, by: charter)
            // One that gives more than the file has bytes goes round in a circle.
            try promise(reading.taken + reading.refused <= bytes.count, "a reader comes to an end")
        }
        let tally = reader.tally
        try promise(
            tally.taken == reading.taken && tally.refused == reading.refused,
            "the tally counts what was given")
        try promise(!(tally.isComplete && isRefused), "a file that is refused isn't complete")
    }

    private static func next(
        of reader: inout some CaseReader, _ isRefused: inout Bool
    ) -> ImportItem? {
        do throws(ImportRefusal) {
            return try reader.next()
        } catch {
            isRefused = true
            return nil
        }
    }

    private mutating func take(_ item: ImportItem, by charter: Charter) throws {
        switch item {
        case .cases(let cases):
            taken += 1
            try promise(!cases.isEmpty, "what is taken is somebody")
            for record in cases.flatMap({ [$0.person] + $0.attached }) {
                try promise(
                    (try? charter.validate(record)) != nil, "what is taken fits the charter")
            }
        case .refused(let findings):
            refused += 1
            try promise(!findings.isEmpty, "a refusal says why")
            try promise(findings.allSatisfy { $0.line >= 1 }, "a finding has its line")
        }
    }
}
