import Charter
import Console
import Foundation
import SummaryStore
import SyncCore

/// Lines of the journal in words.
struct DisclosureWords {
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
    static func time(_ seconds: Int64) -> String {
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
