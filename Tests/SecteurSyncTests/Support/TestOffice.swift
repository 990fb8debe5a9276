import Charter
import Foundation
import Simulation
import SummaryStore
import SyncCore

/// An office's store in a folder of its own, which goes with it.
final class TestOffice {
    let folder: String
    /// What `secteur-sync` may read and write of it.
    var shared: String { folder + "/shared" }
    /// What it may not; a test that wants it makes it.
    var dossiers: String { folder + "/dossiers.sqlite" }
    let store: SummaryStore
    let number: OfficeNumber

    init(_ number: Int64 = 1) throws {
        var template = Array("/tmp/secteur-sync-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw NoFolder(errno: errno) }
        folder = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.number = OfficeNumber(number)
        guard mkdir(folder + "/shared", 0o700) == 0 else { throw NoFolder(errno: errno) }
        let path = folder + "/shared/summaries.sqlite"
        try SummaryStore.create(at: path, charter: .insertion())
        store = try SummaryStore(
            path: path, sha256: simulatedHash,
            generator: SeededGenerator(seed: UInt64(number)))
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Writes a contract as the desk would: cleared by the charter.
    @discardableResult
    func writeContract(
        _ id: RecordID? = nil, status: StaticString = "signed", shown: RecordState? = nil
    ) throws -> RecordID {
        let id = id ?? store.newID()
        let record = CaseRecord(
            type: Code(literal: "contract"),
            values: [
                Code(literal: "kind"): .code(Code(literal: "cer")),
                Code(literal: "status"): .code(Code(literal: status)),
                Code(literal: "start"): .date(CivilDate(year: 2026, month: 9, day: 30)!),
                Code(literal: "themes"): .codes([Code(literal: "housing")]),
            ])
        _ = try store.write(store.charter.clear(record), to: id, shown: shown)
        return id
    }

    struct NoFolder: Error {
        let errno: Int32
    }
}
