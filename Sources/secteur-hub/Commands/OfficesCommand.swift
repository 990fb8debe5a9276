import ArgumentParser
import Console
import HubStore
import SyncCore

/// `secteur-hub offices`
struct OfficesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offices",
        abstract: local(
            fr:
                "Liste les bureaux, ce que le hub tient pour eux et le jour de leur dernier échange.",
            en: "List the offices, what the hub holds for them, the day of their last exchange."),
        discussion: local(
            fr: "Exemple :\n  secteur-hub offices --dir /srv/hub",
            en: "Example:\n  secteur-hub offices --dir /srv/hub"))

    @OptionGroup var folder: FolderOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try folder.run { hub in
            let offices = try hub.offices()
            let parts = try hub.parts()
            let admissions = try hub.admissions(at: Surroundings.now())
            let rows = offices.map { office in
                Row(
                    office: office,
                    part: parts[office.number] ?? OfficePart(records: 0, erased: 0),
                    admission: admissions[office.number]!)
            }
            output.json ? Output.json(Self.json(rows)) : Output.line(Self.table(rows))
        }
    }

    private struct Row {
        let office: Office
        let part: OfficePart
        let admission: OfficeAdmission
    }

    private static func json(_ rows: [Row]) -> JSON {
        [
            "offices": .array(
                rows.map { row in
                    let (office, part, admission) = (row.office, row.part, row.admission)
                    return [
                        "number": .integer(office.number.value), "name": .string(office.name),
                        "enrolled": .string(office.enrolled),
                        "last_exchange": JSON(office.lastExchange),
                        "records": .integer(Int64(part.records)),
                        "erased": .integer(Int64(part.erased)),
                        "head": .integer(Int64(office.head)),
                        "revoked": JSON(admission.revoked),
                        "certificate_until": JSON(
                            admission.certificateUntil.map(Surroundings.day)),
                        "code_until": JSON(admission.codeUntil.map(Surroundings.moment)),
                    ]
                })
        ]
    }

    private static func words(_ admission: OfficeAdmission) -> String {
        let code = admission.codeUntil.map { until in
            let moment = Surroundings.moment(of: until)
            return local(fr: "code jusqu'au \(moment)", en: "code until \(moment)")
        }
        if let revoked = admission.revoked {
            let out = local(fr: "exclu le \(revoked)", en: "revoked \(revoked)")
            return [out, code].compactMap { $0 }.joined(separator: ", ")
        }
        let certificate = admission.certificateUntil.map { until in
            let day = Surroundings.day(of: until)
            return local(fr: "certificat jusqu'au \(day)", en: "certificate until \(day)")
        }
        let parts = [certificate, code].compactMap { $0 }
        return parts.isEmpty
            ? local(fr: "sans certificat", en: "no certificate") : parts.joined(separator: ", ")
    }

    private static func table(_ rows: [Row]) -> String {
        var table = Table([
            .init(local(fr: "n°", en: "no."), .right),
            .init(local(fr: "bureau", en: "office"), shrinks: true),
            .init(local(fr: "inscrit le", en: "enrolled")),
            .init(local(fr: "accès", en: "access"), shrinks: true),
            .init(local(fr: "dernier échange", en: "last exchange")),
            .init(local(fr: "fiches", en: "records"), .right),
            .init(local(fr: "effacées", en: "erased"), .right),
        ])
        for row in rows {
            let (office, part) = (row.office, row.part)
            table.add([
                "\(office.number.value)", office.name, office.enrolled, words(row.admission),
                office.lastExchange ?? local(fr: "jamais", en: "never"),
                Words.local.count(part.records), Words.local.count(part.erased),
            ])
        }
        return table.text(width: Terminal.columns())
    }
}
