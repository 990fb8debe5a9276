internal import ArgumentParser

/// Where an office keeps its two files, and what it shares apart from what it keeps to itself.
package struct OfficeFolder: Sendable, Hashable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// `SECTEUR_HOME`, or `secteur` in the person's data folder.
    package init(environment: Environment) {
        if let home = environment["SECTEUR_HOME"] {
            path = home
        } else if let data = environment["XDG_DATA_HOME"] {
            path = data + "/secteur"
        } else {
            path = (environment["HOME"] ?? ".") + "/.local/share/secteur"
        }
    }

    /// What the sync program may read and write: the shareable store, and how a hub knows the
    /// office. Nothing else of the office lies in here.
    package var shared: String { path + "/shared" }

    /// The shareable store.
    package var summaries: String { shared + "/summaries.sqlite" }

    /// The secret by which a hub knows the office.
    package var hubSecret: String { shared + "/hub.secret" }

    /// The key and certificate by which a hub knows the office over TLS, and its authority's.
    package var hubIdentity: String { shared + "/hub.identity.pem" }

    /// The confidential store.
    package var dossiers: String { path + "/dossiers.sqlite" }
}

/// `--office DIR`, for the commands of an office.
package struct OfficeOption: ParsableArguments {
    @Option(
        name: .customLong("office"),
        help: ArgumentHelp(
            local(
                fr: "Dossier du bureau ; par défaut $SECTEUR_HOME, sinon ~/.local/share/secteur.",
                en: "The office's folder; by default $SECTEUR_HOME, else ~/.local/share/secteur."),
            valueName: local(fr: "dossier", en: "folder")),
        completion: .directory)
    private var path: String?

    package init() {}

    package var folder: OfficeFolder {
        path.map(OfficeFolder.init(path:)) ?? OfficeFolder(environment: .process)
    }
}

/// `--json`, for the commands that print.
package struct JSONOption: ParsableArguments {
    @Flag(
        name: .customLong("json"),
        help: ArgumentHelp(
            local(
                fr: "Affiche un objet JSON, pour les scripts.",
                en: "Print one JSON object, for scripts.")))
    package var json = false

    package init() {}
}
