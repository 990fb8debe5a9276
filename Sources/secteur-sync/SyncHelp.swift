import SyncCore

/// The examples and exit codes of `--help`.
enum SyncHelp {
    static let discussion = Phrase(
        fr: """
            Exemples :
              secteur-sync                      une synchronisation, puis fin
              secteur-sync --dry-run            ce qui partirait, en toutes lettres
              secteur-sync --watch 600          sans fin, toutes les dix minutes
              secteur-sync --quiet              pour cron : seul le code de sortie parle
              secteur-sync --json               un objet JSON, pour les scripts
              secteur-sync join https://…       rejoint un hub ; voir « join --help »

            Être hors ligne est un état normal : rien n'est perdu, tout attend ici.
            Ctrl-C à tout moment ne perd rien non plus.

            Codes de sortie :
               0  en phase, rien n'attend
              64  la ligne de commande est fausse
              65  des données sont refusées : la charte les retient ici, ou le hub a mal répondu
              66  le bureau n'existe pas à cet endroit
              69  ce qui a répondu n'est pas un hub
              70  un défaut du programme
              74  le disque est plein ou abîmé
              75  le hub n'est pas joignable maintenant ; tout le travail est gardé
              77  le hub ne reconnaît pas ce bureau, ou son certificat n'est pas reconnu
              78  l'adresse, le certificat ou la charte ne va pas
             130, 143  arrêté par Ctrl-C ou par le système ; tout le travail est gardé
            """,
        en: """
            Examples:
              secteur-sync                      one sync, then end
              secteur-sync --dry-run            what would leave, in words
              secteur-sync --watch 600          for ever, every ten minutes
              secteur-sync --quiet              for cron: only the exit code speaks
              secteur-sync --json               one JSON object, for scripts
              secteur-sync join https://…       joins a hub; see "join --help"

            Being offline is a normal state: nothing is lost, everything waits here.
            Ctrl-C at any moment loses nothing either.

            Exit codes:
               0  in sync, nothing waiting
              64  the command line is wrong
              65  data is refused: the charter keeps it here, or the hub answered badly
              66  there is no office in that place
              69  what answered is not a hub
              70  a fault of the program
              74  the disk is full or damaged
              75  the hub can't be reached now; all work is kept
              77  the hub doesn't know this office, or its certificate isn't trusted
              78  the address, the certificate or the charter is wrong
             130, 143  stopped by Ctrl-C or by the system; all work is kept
            """)
}
