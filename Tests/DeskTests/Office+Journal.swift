import Desk
import DossierStore
import SyncCore

extension Office {
    /// The journal's whole lines that `body` adds: who, what, which record by its name in the test,
    /// to whom, how many.
    func journal(
        named names: [RecordID: String] = [:], during body: () throws -> Void
    ) throws -> [String] {
        // Not by a desk, whose opening is told too.
        let before = try login(administrator).read { try $0.forEachLine { _ in true } }
        try body()
        var lines: [String] = []
        _ = try login(administrator).read { dossiers in
            try dossiers.forEachLine { entry in
                if entry.number > before { lines.append(Self.line(entry.note, names)) }
                return true
            }
        }
        return lines
    }

    private static func line(_ note: JournalNote, _ names: [RecordID: String]) -> String {
        let words: [String?] = [
            note.account.description, note.act.rawValue, note.record.map { names[$0] ?? "?" },
            note.subject.map { "-> \($0)" }, note.count.map { "(\($0))" },
        ]
        return words.compactMap(\.self).joined(separator: " ")
    }
}
