import ArgumentParser
import Console
import HubStore
import SyncCore

/// `secteur-hub acts`
struct ActsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acts",
        abstract: local(
            fr: "Liste ce que les administrateurs ont fait, du plus récent au plus ancien.",
            en: "List what admins did, newest first."),
        discussion: local(
            fr: "Exemple :\n  secteur-hub acts --limit 20",
            en: "Example:\n  secteur-hub acts --limit 20"))

    @OptionGroup var folder: FolderOption

    @Option(
        help: ArgumentHelp(
            local(fr: "Nombre de lignes.", en: "How many lines."),
            valueName: local(fr: "nombre", en: "count")))
    var limit: Int = 50

    @OptionGroup var output: JSONOption

    func run() throws {
        try folder.run { hub in
            let acts = try hub.acts(limit: max(1, limit))
            output.json ? Output.json(Self.json(acts)) : Output.line(Self.table(acts))
        }
    }

    private static func json(_ acts: [Act]) -> JSON {
        [
            "acts": .array(
                acts.map { act in
                    [
                        "act": .string(act.kind.rawValue), "by": .string(act.by),
                        "day": .string(act.day), "record": JSON(act.record?.description),
                        "about": JSON(act.about), "actor": JSON(act.actor?.description),
                    ]
                })
        ]
    }

    private static func table(_ acts: [Act]) -> String {
        var table = Table([
            .init(local(fr: "jour", en: "day")), .init(local(fr: "acte", en: "act")),
            .init(local(fr: "par", en: "by")), .init(local(fr: "fiche", en: "record")),
            .init(local(fr: "sur", en: "about"), shrinks: true),
        ])
        for act in acts {
            table.add([
                act.day, words(act.kind), act.by, act.record?.description ?? "", about(act),
            ])
        }
        return table.text(width: Terminal.columns())
    }

    /// A number alone doesn't say what of.
    private static func about(_ act: Act) -> String {
        guard let about = act.about, about.allSatisfy(\.isNumber) else { return act.about ?? "" }
        return switch act.kind {
        case .share, .enrol, .revoke: local(fr: "bureau \(about)", en: "office \(about)")
        case .charter: local(fr: "version \(about)", en: "version \(about)")
        case .narrow: local(fr: "\(about) valeurs", en: "\(about) values")
        case .resolve, .decide, .erase: about
        }
    }

    private static func words(_ kind: Act.Kind) -> String {
        switch kind {
        case .resolve: local(fr: "conflit réglé", en: "conflict resolved")
        case .decide: local(fr: "décision", en: "decision")
        case .erase: local(fr: "effacement", en: "erasure")
        case .share: local(fr: "partage", en: "share")
        case .enrol: local(fr: "bureau inscrit", en: "office enrolled")
        case .revoke: local(fr: "bureau exclu", en: "office revoked")
        case .charter: local(fr: "charte", en: "charter")
        case .narrow: local(fr: "valeurs supprimées", en: "values dropped")
        }
    }
}
