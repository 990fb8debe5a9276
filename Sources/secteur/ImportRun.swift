import Charter
import Console
import Desk
import Imports
import SyncCore

/// One import from its file to its report.
struct ImportRun {
    let desk: Desk
    let options: ImportOptions
    let output: JSONOption

    /// How many refused lines are told one by one.
    private static let findingLimit = 100

    /// Ends a dry run: what was written is taken back.
    private struct DryRun: Error {
        let report: Report
    }

    /// What became of the file.
    struct Report {
        let intake: Desk.IntakeTally
        let tally: ImportTally
        /// Cases that the reader took and the charter didn't.
        let refusedCases: Int
        let findings: [ImportFinding]

        var refused: Int { tally.refused + refusedCases }
    }

    func run(_ reader: inout some CaseReader) throws {
        let report: Report
        do {
            report = try take(&reader)
        } catch let dry as DryRun {
            report = dry.report
        }
        if output.json {
            Output.json(json(report))
        } else {
            tell(report)
        }
        if report.refused > 0 { try Console.end(.dataRefused) }
    }

    private func take(_ reader: inout some CaseReader) throws -> Report {
        let reading = ProgressDisplay(Phrase(fr: "Lecture", en: "Reading"), quiet: output.json)
        let disclosing = ProgressDisplay(
            Phrase(fr: "Mise en commun", en: "Disclosing"), quiet: output.json)
        defer {
            reading.end()
            disclosing.end()
        }
        return try desk.importing { intake in
            var findings: [ImportFinding] = []
            var refusedCases = 0
            while let item = try reader.next() {
                switch item {
                case .cases(let cases):
                    for one in cases {
                        do {
                            try intake.take(
                                person: one.person, key: one.key, attached: one.attached)
                        } catch let refusal as AccessRefusal {
                            refusedCases += 1
                            findings += Self.findings(refusal, line: one.line)
                                .prefix(Self.findingLimit - findings.count)
                        } catch let refusal as CaseRefusal {
                            refusedCases += 1
                            findings += Self.findings(refusal, line: one.line)
                                .prefix(Self.findingLimit - findings.count)
                        }
                    }
                case .refused(let refused):
                    findings += refused.prefix(Self.findingLimit - findings.count)
                }
                reading.update(done: reader.tally.taken + reader.tally.refused)
            }
            reading.end()
            let report = Report(
                intake: intake.tally, tally: reader.tally, refusedCases: refusedCases,
                findings: findings)
            if options.dryRun { throw DryRun(report: report) }
            return report
        } disclosing: {
            disclosing.update(done: $0)
        }
    }

    private static func findings(_ refusal: CaseRefusal, line: Int) -> [ImportFinding] {
        refusal.findings.map {
            ImportFinding(line: line, place: $0.field.text, rule: .notAccepted)
        }
    }

    private static func findings(_ refusal: AccessRefusal, line: Int) -> [ImportFinding] {
        var place = "-"
        if case .field(let field, _, _) = refusal.kind { place = field.text }
        return [ImportFinding(line: line, place: place, rule: .notAccepted)]
    }

    private func tell(_ report: Report) {
        let words = Words.local
        for finding in report.findings { Output.error(finding.phrase.local) }
        if options.dryRun {
            Output.line(
                local(
                    fr: "Essai : rien n'a été enregistré. Il y aurait :",
                    en: "Dry run: nothing was stored. There would be:"))
        }
        var rows: [(String, String)] = [
            (
                local(fr: "Personnes nouvelles", en: "New persons"),
                words.count(report.intake.newPersons)
            ),
            (
                local(fr: "Personnes déjà connues", en: "Persons known already"),
                words.count(report.intake.knownPersons)
            ),
            (
                local(fr: "Enregistrements nouveaux", en: "New records"),
                words.count(report.intake.newRecords)
            ),
        ]
        if report.intake.knownRecords > 0 {
            rows.append(
                (
                    local(fr: "Enregistrements déjà là", en: "Records already there"),
                    words.count(report.intake.knownRecords)
                ))
        }
        if report.intake.differing > 0 {
            rows.append(
                (
                    local(
                        fr: "Rubriques qui diffèrent, laissées", en: "Differing fields, left alone"),
                    words.count(report.intake.differing)
                ))
        }
        if report.intake.frozen > 0 {
            rows.append(
                (
                    local(fr: "Dossiers gelés, laissés", en: "Frozen case files, left alone"),
                    words.count(report.intake.frozen)
                ))
        }
        if report.refused > 0 {
            rows.append((local(fr: "Refusés", en: "Refused"), words.count(report.refused)))
        }
        for line in RecordWords.columns(rows) { Output.line(line) }
        let dropped = report.tally.dropped.values.reduce(0, +)
        if dropped > 0 {
            Output.line(
                local(
                    fr:
                        "\(words.count(dropped)) valeurs sans place dans la charte n'ont pas été lues.",
                    en:
                        "\(words.count(dropped)) values without a place in the charter were dropped."
                ))
        }
    }

    private func json(_ report: Report) -> JSON {
        [
            "dry_run": .bool(options.dryRun),
            "taken": .integer(Int64(report.tally.taken - report.refusedCases)),
            "new_persons": .integer(Int64(report.intake.newPersons)),
            "known_persons": .integer(Int64(report.intake.knownPersons)),
            "new_records": .integer(Int64(report.intake.newRecords)),
            "known_records": .integer(Int64(report.intake.knownRecords)),
            "differing": .integer(Int64(report.intake.differing)),
            "frozen": .integer(Int64(report.intake.frozen)),
            "refused": .integer(Int64(report.refused)),
            "dropped": .object(
                report.tally.dropped.sorted { $0.key < $1.key }
                    .map { .init($0.key, .integer(Int64($0.value))) }),
            "findings": .array(
                report.findings.map {
                    [
                        "line": .integer(Int64($0.line)), "place": .string($0.place),
                        "rule": .string($0.rule.rawValue),
                    ]
                }),
        ]
    }
}
