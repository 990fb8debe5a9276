import ArgumentParser
import Console
import Desk
import DossierStore
import SummaryStore
import SyncCore

/// `secteur verify`
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: local(
            fr: "Vérifie tout le bureau : bases, scellés, comptes, charte, fiches, effacements, "
                + "droits.",
            en: "Verify all of the office: databases, seals, accounts, charter, summaries, "
                + "erasures, permissions."),
        discussion: local(
            fr: """
                Exemples :
                  secteur verify && secteur backup …
                  secteur verify --backup bureau-2026-11-24.backup

                Finit par 65 quand quelque chose ne va pas.
                """,
            en: """
                Examples:
                  secteur verify && secteur backup …
                  secteur verify --backup office-2026-11-24.backup

                Ends with 65 when something is wrong.
                """))

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Vérifie plutôt une sauvegarde de ce bureau, en entier.",
                en: "Verify a backup of this office instead, all of it."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var backup: String?

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            if let backup {
                try verify(backup, of: desk)
            } else {
                try verify(desk)
            }
        }
    }

    private func verify(_ desk: Desk) throws {
        var display: (check: Code, progress: ProgressDisplay)?
        defer { display?.progress.end() }
        let findings = try desk.findings(in: office.folder.files) { check, done in
            if display?.check != check.name {
                display?.progress.end()
                display = (check.name, ProgressDisplay(check.title, quiet: output.json))
            }
            display?.progress.update(done: done)
        }
        display?.progress.end()
        let counts = try desk.dossiers.read { try $0.counts() }
        let shared = try desk.summaries.recordCount()
        if output.json {
            Output.json([
                "persons": .integer(Int64(counts.persons)),
                "records": .integer(Int64(counts.records - counts.persons)),
                "summaries": .integer(Int64(shared)),
                "checks": .array(OfficeCheck.all.map { .string($0.name.text) }),
                "findings": .array(findings.map(Self.json)),
            ])
        } else if findings.isEmpty {
            Output.line(Self.allOpens(counts, shared))
        } else {
            for finding in findings {
                Output.error("\(finding.what.local)\n  -> \(finding.remedy.local)")
            }
        }
        if !findings.isEmpty { try Console.end(.dataRefused) }
    }

    private func verify(_ path: String, of desk: Desk) throws {
        let progress = ProgressDisplay(
            Phrase(fr: "Sauvegarde", en: "Backup"), unit: .bytes, quiet: output.json)
        defer { progress.end() }
        let files = try SealedBackup(reading: path).unpack(
            with: desk.dossiers.backupKey, progress: { progress.update(done: $0, of: $1) })
        progress.end()
        if output.json {
            Output.json([
                "backup": .string(path),
                "files": .array(
                    files.map { name, byteCount in
                        [
                            "name": .string(name.description),
                            "bytes": .integer(Int64(byteCount)),
                        ]
                    }),
            ])
            return
        }
        let size = Words.local.size(bytes: files.reduce(0) { $0 + $1.byteCount })
        Output.line(
            local(
                fr: "Sauvegarde entière et de ce bureau : \(path) (\(size))",
                en: "The backup is whole and this office's: \(path) (\(size))"))
    }

    private static func json(_ finding: OfficeFinding) -> JSON {
        [
            "check": .string(finding.check.text), "place": .string(finding.place),
            "what": .string(finding.what.local),
        ]
    }

    private static func allOpens(_ counts: DossierCounts, _ shared: Int) -> String {
        let words = Words.local
        let list = [
            words.count(
                counts.persons, Phrase(fr: "dossier", en: "case file"),
                Phrase(fr: "dossiers", en: "case files")),
            words.count(
                counts.records - counts.persons, Phrase(fr: "enregistrement", en: "record"),
                Phrase(fr: "enregistrements", en: "records")),
            words.count(
                shared, Phrase(fr: "fiche partagée", en: "shared record"),
                Phrase(fr: "fiches partagées", en: "shared records")),
        ].joined(separator: ", ")
        return local(fr: "Tout s'ouvre : \(list).", en: "All opens: \(list).")
    }
}
