"""Names as one meets them at the counter of a French town hall: by origin, and given names by generation."""

from dataclasses import dataclass


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


@dataclass(frozen=True, slots=True)
class Origin:
    share: float
    families: tuple[str, ...]
    women: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    """Given names of those over 60, between 35 and 60, under 35."""
    men: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]

    def given(self, sex: str, age: int) -> tuple[str, ...]:
        return (self.women if sex == "F" else self.men)[0 if age > 60 else 1 if age > 35 else 2]


FRENCH_WOMEN = (
    _words("Monique Yvette Jacqueline Denise Ginette Colette Françoise Nicole Danièle Josiane Michèle Jeannine "
           "Marie-Thérèse Marie-Claude Annick Bernadette Christiane Odette Solange Huguette Mauricette Évelyne "
           "Geneviève Marie-France Arlette Régine Chantal Martine Brigitte"),
    _words("Sylvie Nathalie Isabelle Valérie Sandrine Stéphanie Céline Virginie Karine Christelle Laurence Séverine "
           "Delphine Aurélie Émilie Laëtitia Marie-Laure Anne-Laure Hélène Agnès Béatrice Carole Florence Corinne "
           "Élise Gaëlle Marjorie Élodie Mélanie Audrey Anne-Cécile"),
    _words("Manon Léa Chloé Camille Clara Océane Mathilde Lucie Pauline Marine Justine Anaïs Maëva Noémie Jade Zoé "
           "Margaux Clémence Romane Ambre Éloïse Salomé Agathe Apolline"),
)  # fmt: skip
FRENCH_MEN = (
    _words("Michel Jean-Claude Bernard Gérard André Roger Marcel René Jean-Pierre Claude Daniel Alain Jacques Raymond "
           "Guy Maurice Serge Lucien Yves Francis Jean-Louis Gilbert Henri Robert Roland Noël Émile Fernand"),
    _words("Philippe Thierry Éric Laurent Pascal Christophe Frédéric Stéphane Nicolas Sébastien David Olivier Jérôme "
           "Cédric Franck Bruno François-Xavier Jean-Marc Pierre-Yves Benoît Grégory Fabrice Ludovic Arnaud Damien "
           "Mickaël Régis"),
    _words("Thomas Alexandre Kévin Maxime Quentin Romain Hugo Lucas Théo Clément Antoine Valentin Dylan Baptiste "
           "Corentin Jérémy Léo Mathéo Gabin Timéo Rémi Côme Augustin"),
)  # fmt: skip

ORIGINS = (
    Origin(62, _words(
        "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garnier "
        "Bertrand Roux Vincent Fournier Girard Bonnet Mercier Boyer Blanchard Guérin Rousseau Fontaine Chevalier "
        "Gauthier Perrin Robin Masson Lemaire Renard Barbier Brunet Picard Giraud Marchand Noël Dufour Meunier "
        "Brun Rivière Arnaud Collet Leclerc Renaud Colin Vidal Caron Roche Hubert Prévost Benoît Maillard Lévêque "
        "Humbert Delaunay Pasquier Hébert Bouvier Rémy Jacquet Bréchet Chauveau Besnard Pottier Lhermitte Dupré "
        "Tessier Charpentier Ménard Boulanger Aubert Guichard Évrard Lefèvre Maréchal Poirier Bailly Chartier "
        "De_La_Motte D'Hervilly Delacroix Gaillard Vasseur Poulain Hardy Forestier Launay Huet Leblond Bordier "
        "Desnoyers Coquelin Trémoulet Sallé Cornu Buisson Tricot Joly Lesage Beaufils Gillet Gautier-Lacroix"),
        FRENCH_WOMEN, FRENCH_MEN),
    Origin(7, _words(
        "Le_Goff Le_Gall Kervella Guivarc'h Le_Roux Tanguy Quéré Morvan Le_Bihan Cadiou Kerbrat Riou Le_Berre Jégou "
        "Corre Abgrall Prigent Guéguen Le_Floc'h Salaün Hamon Nédélec"),
        (_words("Yvonne Anne-Marie Soizic Marie-Annick Jeanne"), _words("Gwénaëlle Nolwenn Rozenn Armelle Morgane Katell"),
         _words("Enora Maïwenn Lena Solenn Gaëlle Youna")),
        (_words("Yves Corentin Hervé Jean-Yves Goulven"), _words("Ronan Gwénaël Erwan Loïc Yann Tugdual"),
         _words("Malo Ewen Titouan Maël Killian Alan"))),
    Origin(12, _words(
        "Benali Haddad Bouzid Cherif Mansouri Belkacem Amrani El_Idrissi Benchekroun Ait_Ouali Khelifi Saïdi Zerrouki "
        "Boukhari Hamidi Meziane Ouchen El_Mansouri Ben_Salah Trabelsi Jaziri Gharbi Bensaïd Lahlou Tahiri Kaddouri"),
        (_words("Fatima Zohra Khadija Aïcha Malika Fatma Ouardia"), _words("Samira Nadia Karima Leïla Souad Naïma Hayat"),
         _words("Inès Yasmine Sarah Sofia Imane Lina Amel")),
        (_words("Mohamed Ahmed Ali Abdelkader Brahim Slimane"), _words("Karim Rachid Farid Nabil Mourad Hakim Abdel"),
         _words("Yanis Mehdi Bilal Rayan Ilyès Sofiane Amine"))),
    Origin(8, _words(
        "Da_Silva Ferreira Pereira Dos_Santos Gonçalves Rodrigues Martins Fernandes Lopes Teixeira De_Oliveira Marques "
        "Garcia Lopez Martinez Sanchez Fernandez Rossi Bianchi Esposito Ricci"),
        (_words("Maria Fernanda Rosa Conceição Lucia"), _words("Cristina Paula Isabel Ana Sandra Carla"),
         _words("Inês Laura Elena Mélissa Andréa")),
        (_words("José Manuel António Joaquim Mario"), _words("Paulo Carlos Luis Jorge Fernando Ricardo"),
         _words("Tiago Enzo Diego Rafael Matéo"))),
    Origin(5, _words(
        "Diallo Traoré Coulibaly Diarra Keita Ndiaye Sow Cissé Camara Konaté Mbemba N'Guessan Kouassi Ba Fofana Touré "
        "Mukendi Rakotomalala"),
        (_words("Mariam Awa Fatoumata Rokia"), _words("Aminata Adèle Kadiatou Bintou Clarisse"),
         _words("Aïssatou Grâce Oumou Naomi")),
        (_words("Moussa Amadou Ibrahima Boubacar"), _words("Ousmane Mamadou Seydou Fabrice Issa"),
         _words("Ismaël Cheick Junior Souleymane"))),
    Origin(4, _words("Nguyen Tran Pham Le_Van Chen Wang Zhang Li Phan Sok Chhim Vang Huynh Liu Xiong"),
        (_words("Thi_Lan Mai Kim Sokha"), _words("Linh Hoa Mei Thuy Sophie"), _words("Lily Anh Émilie Xin Julie")),
        (_words("Van_Minh Duc Jean Sovann"), _words("Tuan Hai Wei Vincent Long"), _words("Kevin Tony Bao Alexandre Jun"))),
    Origin(3, _words("Yilmaz Demir Kaya Kowalski Nowak Wisniewski Popescu Ionescu Petrov Hadžić Öztürk Çelik Şahin"),
        (_words("Ayşe Krystyna Elena Halina"), _words("Elif Agnieszka Mihaela Zeynep"), _words("Ela Julia Andreea Melek")),
        (_words("Mehmet Stanislas Ion Ali"), _words("Murat Piotr Mihai Hakan"), _words("Emir Adrian Jakub Can"))),
)  # fmt: skip
SHARES = tuple(origin.share for origin in ORIGINS)

GIRLS = _words(
    "Léna Inès Louise Jade Alice Lina Anna Rose Maya Zélie Capucine Nour Manel Éva Juliette Assia Romy"
)
BOYS = _words(
    "Noé Gabriel Raphaël Adam Léo Sacha Ilyan Malo Marius Isaac Jules Timothée Ayden Naël Eliott Gaspard"
)

ASSOCIATIONS = [
    "Les Amis de la Vaudre", "Foyer rural", "Union sportive de la Vaudre", "Comité des fêtes", "Judo-club",
    "Les Jardins partagés de Bellevue", "Club des aînés Les Tilleuls", "Amicale laïque", "Chorale À Portée de voix",
    "Association des parents d'élèves Jean-Macé", "Tennis-club", "Les Randonneurs du pays de Vaudre", "Danse et Cie",
    "Solidarité Faubourg", "Théâtre de la Halle", "Pétanque du Champ-de-Foire", "Les Doigts d'or", "Basket-club",
    "Association des commerçants du centre", "Secours populaire, comité local", "Gym volontaire", "Photo-club Déclic",
    "Les Amis du patrimoine", "Cyclo-club", "Harmonie municipale", "Amicale des locataires de Bellevue",
    "Aïkido de la Vaudre", "Ludothèque associative Le Dé rouge", "Repair Café", "Les Chats libres",
    "Société de pêche La Gaule", "Scrabble-club", "Association Femmes d'ici et d'ailleurs", "Rugby-club",
    "La Ruche à vélos", "Amicale des sapeurs-pompiers", "Association culturelle portugaise",
]  # fmt: skip
COMPANIES = [
    "Boulangerie Lefèvre", "SARL Maçonnerie Teixeira", "Café de la Halle", "Pharmacie du Pont", "Garage des Cheminots",
    "Couverture Morvan et fils", "Salon Hair du temps", "Pizzeria La Piazza", "Fleurs Églantine",
    "Déménagements Aubin", "SCI Les Corroyeurs", "Électricité Diarra", "Optique du Collège", "Le Fournil de Bellevue",
    "Terrassement Poulain TP", "Brasserie du Quai", "Kebab Istanbul", "Primeur Da Costa", "Librairie Page 28",
    "Cabinet infirmier du Gué", "Menuiserie Lhermitte", "Auto-école du Faubourg", "Traiteur Le Petit Moulin",
    "Fromagerie Tessier", "Crêperie Ar Mor", "Syndic Vaudre Habitat", "Échafaudages du Perche", "Imprimerie Sallé",
    "Rôtisserie du marché Gillet", "Paysages et Clôtures Huet", "Réseaux Ouest Télécoms", "La Vaudre Fibre",
    "Atelier vélo Le Pignon", "Boucherie Caron", "Résidence services Les Hirondelles", "Menuiserie Alu Joly",
]  # fmt: skip
