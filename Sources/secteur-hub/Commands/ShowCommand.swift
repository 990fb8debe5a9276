import ArgumentParser
import Charter
import Console
import HubStore
import SyncCore

/// `secteur-hub show RECORD`
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: local(
            fr: "Montre une fiche, telle que le hub la tient.",
            en: "Show a record as the hub holds it."),
        discussion: local(
            fr: "Exemple :\n  secteur-hub show 77b0a2c4",
            en: "Example:\n  secteur-hub show 77b0a2c4"))

    @OptionGroup var record: RecordArgument
    @OptionGroup var folder: FolderOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try folder.run { hub in
            let shown = try hub.show(record.id(in: hub))
            output.json ? Output.json(shown.json) : Output.line(shown.text)
        }
    }
}

extension Hub.Shown {
    /// Each register that was ever written, with its reading, in the order of the charter.
    private var readings: [(field: SummaryField, register: FieldName, reading: Reading)] {
        type.fields.flatMap { field in
            field.registers.compactMap { register in
                let reading = state[register].reading(field.merge)
                return reading == .absent ? nil : (field, register, reading)
            }
        }
    }

    var text: String {
        var table = Table([.init(""), .init("", shrinks: true)])
        for (field, register, reading) in readings {
            let values: [Value] =
                switch reading {
                case .absent: []
                case .settled(let value): [value]
                case .concurrent(let versions): versions.map(\.value)
                }
            let words = values.map { field.describe($0, in: Console.language) }
            table.add(["  " + field.label(of: register).local, words.joined(separator: "  |  ")])
        }
        let fields = table.text(width: Terminal.columns()).split(separator: "\n")
        return
            ([
                "\(type.label.local) \(id)",
                "  " + local(fr: "tenue par : ", en: "held by: ")
                    + offices.map(\.name).joined(separator: ", "),
            ] + fields.map(String.init)).joined(separator: "\n")
    }

    var json: JSON {
        [
            "record": .string(id.description), "type": .string(type.name.text),
            "offices": .array(offices.map(\.json)),
            "fields": .object(
                readings.map { field, register, reading in
                    JSON.Member(register.text, Self.json(reading))
                }),
        ]
    }

    /// `{"value": …}`, or `{"concurrent": […]}` when a person must decide.
    private static func json(_ reading: Reading) -> JSON {
        switch reading {
        case .absent: .null
        case .settled(let value): ["value": value.json]
        case .concurrent(let versions): ["concurrent": .array(versions.map(\.value.json))]
        }
    }
}
