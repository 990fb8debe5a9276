import ArgumentParser
import Charter
import Console
import Desk
import Foundation
import SummaryStore
import SyncCore

/// `secteur disclosures`
struct DisclosuresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disclosures",
        abstract: local(
            fr: "Le journal de tout ce qui est jamais parti, en toutes lettres.",
            en: "The journal of all that ever left, in words."),
        discussion: local(
            fr: """
                Exemples :
                  secteur disclosures
                  secteur disclosures --record 9b1c44d0
                  secteur disclosures --since 2026-01-01 --limit 0
                """,
            en: """
                Examples:
                  secteur disclosures
                  secteur disclosures --record 9b1c44d0
                  secteur disclosures --since 2026-01-01 --limit 0
                """))

    @Option(
        help: ArgumentHelp(
            local(fr: "D'une fiche seulement.", en: "Of one record only."),
            valueName: local(fr: "identifiant", en: "identifier")))
    var record: String?

    @Option(
        help: ArgumentHelp(
            local(fr: "À partir de ce jour.", en: "From this day on."), valueName: "date"))
    var since: String?

    @Option(
        help: ArgumentHelp(
            local(fr: "Les dernières ; 0 : toutes.", en: "The last ones; 0: all."),
            valueName: local(fr: "nombre", en: "count")))
    var limit = 50

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard limit >= 0 else {
            throw ValidationError(
                local(fr: "--limit n'est pas négatif", en: "--limit isn't negative"))
        }
        guard since == nil || day != nil else {
            throw ValidationError(
                local(fr: "--since demande AAAA-MM-JJ", en: "--since wants YYYY-MM-DD"))
        }
    }

    private var day: CivilDate? { since.flatMap { CivilDate($0) } }

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let id = try record.map { try desk.identifier(startingWith: $0) }
            var lines: [SummaryStore.Disclosure] = []
            try desk.summaries.disclosures(of: id, since: try start() ?? .min) { lines.append($0) }
            // Values come before erasures; people read them by time.
            lines = lines.enumerated().sorted { ($0.1.at, $0.0) < ($1.1.at, $1.0) }.map(\.1)
            let shown = limit == 0 ? lines[...] : lines.suffix(limit)
            let words = DisclosureWords(schema: desk.charter.summarySchema)
            if output.json {
                Output.json([
                    "disclosures": .array(shown.map(words.json)),
                    "earlier": .integer(Int64(lines.count - shown.count)),
                ])
                return
            }
            if lines.isEmpty {
                Output.line(local(fr: "Rien n'est parti.", en: "Nothing has left."))
            }
            if shown.count < lines.count {
                let earlier = Words.local.count(lines.count - shown.count)
                Output.line(
                    local(
                        fr: "(\(earlier) plus anciennes : --limit 0)",
                        en: "(\(earlier) earlier ones: --limit 0)"))
            }
            for line in shown { Output.line(words.text(line)) }
        }
    }

    /// The first second of the day on this machine.
    private func start() throws -> Int64? {
        guard let day else { return nil }
        let components = DateComponents(year: day.year, month: day.month, day: day.day)
        return Calendar.current.date(from: components).map { Int64($0.timeIntervalSince1970) }
    }
}
