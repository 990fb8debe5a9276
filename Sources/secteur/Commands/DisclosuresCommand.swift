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

/// Lines of the journal in words.
private struct DisclosureWords {
    let schema: SummarySchema

    func text(_ line: SummaryStore.Disclosure) -> String {
        let record = line.record?.short ?? local(fr: "(effacée)", en: "(erased)")
        let when = Self.time(line.at)
        switch line.content {
        case .erasure:
            return "\(when)  \(record)  "
                + local(fr: "effacement demandé au hub", en: "the hub was asked to erase it")
        case .erasedSince:
            return "\(when)  \(record)  "
                + local(
                    fr: "une fiche effacée depuis, et ce qu'elle disait avec elle",
                    en: "a record erased since, and what it said with it")
        case .fields(let state):
            let type = schema.type(state.type)
            let title = "\(when)  \(record)  \(type?.label.local ?? state.type.text)"
            return ([title] + RecordWords.columns(fields(of: state, type))).joined(separator: "\n")
        }
    }

    private func fields(of state: RecordState, _ type: SummaryType?) -> [(String, String)] {
        let declared = (type?.fields ?? []).flatMap { field in
            field.registers.filter { !state[$0].versions.isEmpty }.map { ($0, Optional(field)) }
        }
        let known = Set(declared.map(\.0))
        // What a charter of before let leave must stay visible.
        let others = state.fields.keys.filter { !known.contains($0) }.sorted().map {
            ($0, SummaryField?.none)
        }
        return (declared + others).map { name, field in
            let values = state[name].versions.map {
                field?.describe($0.value, in: Console.language) ?? $0.value.argument
            }
            return (field?.label(of: name).local ?? name.text, values.joined(separator: " / "))
        }
    }

    func json(_ line: SummaryStore.Disclosure) -> JSON {
        var members: [JSON.Member] = [
            .init("at", .integer(line.at)), .init("record", JSON(line.record?.description)),
        ]
        switch line.content {
        case .erasure: members.append(.init("kind", "erasure"))
        case .erasedSince: members.append(.init("kind", "erased-since"))
        case .fields(let state):
            members.append(.init("kind", "fields"))
            members.append(.init("type", .string(state.type.text)))
            members.append(.init("fields", state.json))
        }
        return .object(members)
    }

    /// `2026-09-30 14:05`, in the time zone of the machine.
    private static func time(_ seconds: Int64) -> String {
        let date = Date(timeIntervalSince1970: TimeInterval(seconds))
        let parts = Calendar.current.dateComponents(
            [.year, .month, .day, .hour, .minute], from: date)
        func two(_ number: Int?) -> String {
            let digits = String(number ?? 0)
            return digits.count < 2 ? "0" + digits : digits
        }
        return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day)) "
            + "\(two(parts.hour)):\(two(parts.minute))"
    }
}
