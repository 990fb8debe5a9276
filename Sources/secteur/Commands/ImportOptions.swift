import ArgumentParser
import Console

/// What both imports take.
struct ImportOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            local(fr: "Le fichier à reprendre.", en: "The file to take in."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var path: String

    @Flag(
        help: ArgumentHelp(
            local(
                fr: "Lit et vérifie tout, et n'enregistre rien.",
                en: "Read and check all of it, and store nothing.")))
    var dryRun = false

    init() {}

    static let words = local(
        fr: """
            Une personne déjà connue (même numéro, ou mêmes nom, prénom et date de naissance) est \
            complétée : ce que le dossier dit déjà n'est jamais remplacé. Reprendre deux fois le \
            même fichier n'ajoute rien. Les lignes refusées sont dites par ligne et rubrique, sans \
            leur contenu ; le reste est repris.
            """,
        en: """
            A person who is known already (same number, or same names and date of birth) is \
            completed: what the case file says is never replaced. Taking the same file in twice \
            adds nothing. Refused lines are told by line and field, without what they said; the \
            rest is taken in.
            """)
}
