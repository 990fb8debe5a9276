package import SyncCore

/// What a person may ask for, in the words of the notice and of every answer to them.
package enum PersonRights {
    /// Lines of Markdown. Articles of the GDPR stand behind each right.
    ///
    /// The processing rests on a task in the public interest, so there is a right to object
    /// (article 21) and none to portability (article 20(3)).
    package static func lines(_ language: Language) -> [String] {
        rights.map { "- " + $0.in(language) } + ["", complaint.in(language)]
    }

    private static let rights = [
        Phrase(
            fr: "savoir tout ce qui est gardé de vous, ce qui en est parti et qui l'a lu "
                + "(article 15) ;",
            en: "to know all that is held of you, what of it left and who read it (article 15);"),
        Phrase(
            fr: "faire corriger ce qui est faux ou incomplet (article 16) ;",
            en: "to have corrected what is wrong or incomplete (article 16);"),
        Phrase(
            fr: "faire effacer ce qui est gardé de vous, ici et au hub (article 17) ;",
            en: "to have erased what is held of you, here and at the hub (article 17);"),
        Phrase(
            fr: "faire geler votre dossier le temps de régler un désaccord (article 18) ;",
            en: "to have your case file frozen while a disagreement is settled (article 18);"),
        Phrase(
            fr: "vous opposer, à tout moment, pour des raisons tenant à votre situation "
                + "(article 21) ;",
            en: "to object at any time, on grounds of your situation (article 21);"),
        Phrase(
            fr: "refuser d'être enregistré : votre contrat suit son cours sur papier, sans votre "
                + "nom, et ce refus n'est communiqué à personne.",
            en: "to refuse to be recorded: your contract goes on on paper, without your name, and "
                + "nobody is told of the refusal."),
    ]

    /// Article 77. The address is the CNIL's own.
    private static let complaint = Phrase(
        fr: "Adressez-vous au travailleur social qui vous suit, ou au délégué à la protection des "
            + "données du responsable. La réponse est due dans le mois et ne coûte rien "
            + "(article 12). Vous pouvez aussi vous plaindre à la CNIL : www.cnil.fr/plaintes, ou "
            + "CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07.",
        en: "Ask the social worker in charge, or the controller's data protection officer. The "
            + "answer is due within a month and is free (article 12). You can also complain to the "
            + "CNIL: www.cnil.fr/plaintes, or CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris "
            + "Cedex 07, France.")
}
