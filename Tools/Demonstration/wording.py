"""Sentences as they stand in dossiers, with a place for a canary in each."""

STREETS = ["rue des Lilas", "place de la Mairie", "chemin du Moulin", "avenue de la Gare"]
NATIONALITIES = ["française", "portugaise", "algérienne", "italienne", "turque"]
WORK = ["sans emploi depuis 2004", "en intérim", "en formation", "à temps partiel"]

STATES = [
    ("draft", None),
    ("signed", None),
    ("sent", "pending"),
    ("sent", "pending"),
    ("under-review", "pending"),
    ("adjourned", "adjourned"),
    ("validated", "validated"),
    ("validated", "validated"),
    ("validated", "validated"),
    ("validated", "validated-in-part"),
    ("refused", "refused"),
    ("expired", "validated"),
    ("terminated", "validated"),
]

TARGETS = [
    "Retrouver un logement stable avant l'hiver ({}).",
    "Reprendre des soins, avec l'accord de {}.",
    "Passer le permis pour accepter un poste à {}.",
    "Faire valoir les droits à la retraite de {}.",
]
ACTIONS = [
    "Rendez-vous pris avec {} le mois prochain.",
    "Dossier de surendettement déposé au nom de {}.",
    "Inscription à l'atelier de français avec {}.",
    "Demande de place en crèche pour l'enfant {}.",
]
REMARKS = [
    "« Je voudrais surtout qu'on me laisse le temps », dit {}.",
    "Souhaite que {} ne soit pas informé.",
    "D'accord avec les actions, sauf celle sur {}.",
]
SUSPENSIONS = [
    "Absence à trois rendez-vous, motif familial : {}.",
    "Hospitalisation à {} depuis février.",
]
TITLES = ["Premier entretien avec {}", "Point sur la santé de {}", "Appel du bailleur de {}"]
NOTES = [
    "Vit chez sa sœur {}, qui ne souhaite pas que cela se sache.",
    "Suivi au centre de soins par le docteur {} ; ne veut pas en parler au département.",
    "Dette de loyer de 1 240 € envers {} ; un échéancier est proposé.",
    "Violences évoquées à demi-mot, en présence de {} : revoir la personne seule.",
    "Ne lit pas le français ; sa voisine {} l'aide pour le courrier.",
]
VISITS = ["home-visit", "office-meeting", "phone-call", "accompaniment", "partner-meeting"]
REPORTS = ["social", "housing", "financial-aid", "protection"]
