"""What is urgent, in four languages, and what only sounds like it."""

import pytest

from wagtail_peersupport.detection.asking import understand
from wagtail_peersupport.detection.text import read
from wagtail_peersupport.detection.types import NO_CONTEXT, Context, Urgency
from wagtail_peersupport.detection.urgency import ORDER, urgency_of


def urgent(text, context=NO_CONTEXT):
    """The urgencies of a comment, with the words that say so."""
    __, sentences = understand(read(text).sentences)
    return dict(urgency_of(sentences, context))


SAFETY = [
    "The charger caught fire last night while my phone was on it.",
    "My kettle started smoking and the plug melted, what should I do?",
    "This cream burns my skin, how do I get it off?",
    "I had an allergic reaction to the dye, my whole arm is red.",
    "Our child swallowed one of the little magnets. What now?",
    "I got an electric shock from the lamp when I changed the bulb.",
    "There is a strong burning smell from the dryer since the repair.",
    "Das Netzteil ist geschmolzen, was mache ich jetzt?",
    "Mein Sohn hat einen der Magnete verschluckt!",
    "Nach dem Auftragen hatte ich eine allergische Reaktion.",
    "Beim Einstecken habe ich einen Stromschlag bekommen.",
    "Le chargeur a pris feu cette nuit.",
    "Ma fille a avalé une des billes, que faire ?",
    "J'ai fait une réaction allergique à la crème.",
    "Il y a une odeur de brûlé quand je le branche.",
    "El cargador se prendió fuego anoche.",
    "Mi hijo se tragó una pieza, ¿qué hago?",
    "Me salió una urticaria después de usar la crema.",
    "Tuve una reacción alérgica con el tinte.",
    "The glass jar exploded in my hand while I was closing it.",
    "My dog has swallowed the little squeaker, is the filling toxic?",
    "After two days my face was swollen and red from the mask.",
    "Smell of gas after connecting the camping stove as described.",
    "Meine Haut brennt nach der Maske, ist das normal?",
    "Aus dem Gerät kommt Rauch, was jetzt?",
    "Mon chien a avalé le bouton du doudou.",
    "A mi bebé le salieron ronchas con la toallita.",
]
BLOCKED = [
    "The deadline is tonight and the export does not work.",
    "I can't work until this is fixed.",
    "The wedding is on Saturday and the dress has not arrived.",
    "We need the shirts by Friday, will they be here in time?",
    "Our whole shop is down since the update.",
    "I am locked out of my account since yesterday.",
    "Please answer asap, the printer is waiting.",
    "Die Hochzeit ist am Samstag, und das Kleid ist nicht da.",
    "Ich brauche dringend Hilfe mit dem Import.",
    "Wir brauchen die Shirts bis Freitag.",
    "Ich kann nicht arbeiten, bis das geht.",
    "C'est urgent, le mariage est samedi.",
    "Je ne peux plus travailler tant que ce n'est pas réparé.",
    "Je dois rendre le projet demain et l'export ne marche pas.",
    "La boda es el sábado y el vestido no ha llegado.",
    "No puedo trabajar hasta que funcione.",
    "Necesito las camisetas para el viernes.",
    "It's rather urgent, my exam is tomorrow.",
    "Since the update our checkout is down and we are losing orders.",
    "I need it before Saturday, otherwise I have to cancel the party.",
    "Urgent! The download link expired.",
    "Ich komme nicht mehr rein, habe mich komplett ausgesperrt.",
    "Le baptême est dans trois jours et je n'ai rien reçu.",
    "Es muy urgente, el examen es mañana.",
]
MONEY = [
    "I was charged twice for order 4471.",
    "I want my money back.",
    "Still waiting for the refund for the broken mug.",
    "You took the money but nothing ever arrived.",
    "My card was debited twice, can somebody look into it?",
    "There is an unauthorised charge on my statement from your shop.",
    "Mir wurde der Betrag doppelt abgebucht.",
    "Ich will mein Geld zurück.",
    "Wann bekomme ich die Erstattung für die kaputte Tasse?",
    "Ich warte immer noch auf die Rückerstattung.",
    "J'ai été débité deux fois pour la même commande.",
    "Je veux être remboursée.",
    "Rendez-moi mon argent.",
    "Je demande le remboursement de ma commande.",
    "Me han cobrado dos veces el mismo pedido.",
    "Quiero que me devuelvan el dinero.",
    "Solicito el reembolso del pedido.",
    "Please refund me for the broken cup.",
    "You still owe me 20 euros for the workshop that was cancelled.",
    "You overcharged me for the postage.",
    "My bank says the payment was taken, but I have no confirmation.",
    "Das Geld wurde abgebucht, aber die Ware kam nie an.",
    "Vous m'avez débité deux fois, merci de corriger.",
    "Todavía no me han devuelto el dinero del curso.",
]
AGAIN = [
    "This is the third time I write about the missing parcel.",
    "I have asked three times now and nobody answers.",
    "Still no answer to my question about sizes.",
    "I emailed you twice and got no reply.",
    "You keep ignoring my emails, where is the parcel?",
    "Ich schreibe jetzt zum dritten Mal wegen der Bestellung.",
    "Habe schon zweimal gefragt, wo das Paket bleibt.",
    "Auf meine Mail immer noch keine Antwort.",
    "C'est la troisième fois que je vous écris.",
    "Toujours aucune réponse à mon message.",
    "Personne ne répond, ni au téléphone ni par mail.",
    "Es la tercera vez que les escribo por el paquete.",
    "Sigo sin respuesta desde el lunes.",
    "Les he escrito tres veces y nadie contesta.",
    "Second time I'm asking: is the pattern available in XL?",
    "Wrote three weeks ago, heard nothing since. Is anybody there?",
    "No one has replied to my mails from last week.",
    "Drei Mails geschrieben, niemand antwortet.",
    "J'ai écrit trois fois, aucune réponse.",
    "No me han contestado a los correos de la semana pasada.",
]
ANGRY = [
    "This is ridiculous, the zip broke after a day.",
    "Worst service I have ever seen, the parcel never arrived.",
    "It is a scam, the shirt never came.",
    "Shame on you, nobody picks up the phone.",
    "WHERE IS MY ORDER?! It never arrived.",
    "The parcel never arrived!!!",
    "You are all thieves, the code does not work.",
    "Das ist eine Frechheit, das Paket kam nie an.",
    "Ich fühle mich von euch verarscht.",
    "Der schlechteste Service, den ich je hatte.",
    "ICH WARTE SEIT DREI WOCHEN AUF MEIN PAKET!",
    "C'est une honte, le colis n'est jamais arrivé.",
    "Bande d'escrocs, rien ne marche.",
    "Votre service client est lamentable.",
    "Esto es una vergüenza, el paquete no llegó nunca.",
    "Pésimo servicio, no llega nada.",
    "Son unos ladrones, no funciona nada.",
    "I'm so fed up with this plugin, it crashes every hour.",
    "I will never order from you again, the print came off.",
    "What a joke, the manual is for another machine.",
    "Are you kidding me? The code expired before I got it.",
    "You waste my time with these forms, nothing works.",
    "Mir reicht es jetzt, seit Wochen keine Lieferung.",
    "Vous vous moquez de qui ? Le code ne marche pas.",
    "Estoy harta de esperar, nadie coge el teléfono.",
]
CALM = [
    "How much is shipping to Norway?",
    "What is the price of the heavy tee?",
    "What is your refund policy?",
    "Do you give refunds if it doesn't fit?",
    "Can I pay by invoice?",
    "I'm allergic to wool, would cotton hold the shape?",
    "Does it smoke less with a lid on the grill?",
    "The lamp never caught fire in ten years, but is it still safe?",
    "My cake caught fire :D",
    "Haha, my oven caught fire, lol",
    "Is this urgent or can it wait?",
    "This mail from the post office, is this a scam?",
    "When is the deadline for the competition?",
    "I can't live without this shop!!!",
    "Love it!!! Where did you get the fabric?",
    'I asked my sister twice and she said "take the M". Is that right?',
    'She asked "why is my order not here, this is ridiculous?" and I had no idea.',
    "It is not a scam, I got mine. Do you know the shop's phone number?",
    "We celebrated our wedding on Saturday, where can I post pictures?",
    "Do you know where I get a smoke machine?",
    "HTTP GET and JSON over TLS, does it work with the API?",
    "DO YOU SHIP TO IRELAND?",
    "The prices are ridiculously good, how do you do it?",
    "Any news on the new collection?",
    "How do I set it on fire?",
    "I don't need it urgently, when will it be back in stock?",
    "I wrote two articles on this, where can I send them?",
    "Was kostet der Versand nach Österreich?",
    "Kann ich auf Rechnung bezahlen?",
    "Darauf habe ich leider keine Antwort.",
    "Gibt es schon was Neues von der Herbstkollektion?",
    "Ist das dringend nötig?",
    "Die Bremsen sind gut, aber welche Beläge nehmt ihr?",
    "Nie wieder ohne diese Schere!",
    "Wurde schon zweimal gewaschen, welche Größe soll ich nehmen?",
    "Combien coûte la livraison en Belgique ?",
    "Ce n'est pas très urgent, mais quand revient-il en stock ?",
    "Est-ce une arnaque ou un vrai site ?",
    "Peut-on payer par facture ?",
    "Comment éviter que la pâte brûle ?",
    "¿Cuánto cuesta el envío a Canarias?",
    "¿Se puede pagar con factura?",
    "No es urgente, pero ¿cuándo vuelve a estar disponible?",
    "¿Alguna novedad sobre la colección nueva?",
    "¿Cómo evito que se queme el arroz?",
    "I need to lose some weight before Saturday night fever returns, haha",
    "He was fed up, so he built his own. What wood did he use?",
    "I burnt the onions, how do you get the pan clean?",
    "Should I refund my customers in the shop's currency or in theirs?",
    "What happens with the deposit, is it charged at once?",
    "The colour is so hot right now, will there be more?",
    "Which presentation software do you use?",
    "I read it twice and still don't understand step 4.",
    "Tried it three times, the dough never rises. What do I do wrong?",
    "I've been waiting for this post, where can I buy the yarn?",
    "Are these candles dangerous for cats?",
    "Which oil has the highest smoke point?",
    "This recipe saved my wedding, can I freeze the rest?",
    "Any idea why the dye bleeds?",
    "Who is the worst seller of the year?",
    "ISO, GPS, USB, HDMI: which one do I need?",
    "I get ERROR CANNOT OPEN FILE FOR WRITING when I start it.",
    "The best thing since sliced bread!!! Will it run on Windows?",
    "Nobody knows how good this is, do you ship?",
    "Wie lange gilt die Gutschrift?",
    "Meine Bank bucht das monatlich ab, kann ich auch jährlich zahlen?",
    "Ich habe den Artikel zweimal gelesen und verstehe Schritt 3 nicht.",
    "Wird das Wachs heiß genug im Wasserbad?",
    "Welche Frist gilt für die Rückgabe?",
    "Mein Hund frisst das Futter nicht, was nehmt ihr?",
    "Sauer macht lustig, aber wie viel Zitrone nehmt ihr?",
    "Wo feiert ihr am Samstag die Hochzeit?",
    "Hat jemand Erfahrung mit dem Rauch im Ofen?",
    "Meine Frau hat dreimal gefragt, ob es das in Blau gibt.",
    "Quel remboursement anticipé conseilles-tu pour un prêt ?",
    "Le feu doit être doux ou vif ?",
    "Comment fumer le saumon sans fumoir ?",
    "C'est quand, la date limite du concours ?",
    "J'en ai marre de la pluie, et vous ?",
    "Vous avez des nouvelles de Paul ?",
    "Personne n'est parfait, mais où est la faute ?",
    "Toujours pas de version Linux ?",
    "J'ai honte, mais je n'ai pas compris l'étape 2.",
    "Deux fois que je la fais, et elle retombe. Pourquoi ?",
    "¿Cuánto me cobran por el arreglo?",
    "¿Devuelven el dinero si no me queda?",
    "Qué vergüenza, no entiendo el paso 2, ¿me ayudan?",
    "¿Cuánto humo hace esta barbacoa?",
    "El horno se me quemó el pan, ¿a qué temperatura?",
    "Mañana es mi cumpleaños, ¿qué receta me recomiendan?",
    "¿Nadie más piensa que el azul es más bonito?",
]


@pytest.mark.parametrize(
    ("text", "urgency"),
    [(text, Urgency.SAFETY) for text in SAFETY]
    + [(text, Urgency.BLOCKED) for text in BLOCKED]
    + [(text, Urgency.MONEY) for text in MONEY]
    + [(text, Urgency.ASKING_AGAIN) for text in AGAIN]
    + [(text, Urgency.ANGRY) for text in ANGRY],
)
def test_a_cue_is_found_and_nothing_else_with_it(text, urgency):
    assert list(urgent(text)) == [urgency]


@pytest.mark.parametrize("text", CALM)
def test_what_only_sounds_urgent_is_not(text):
    assert urgent(text) == {}


def test_the_reason_is_what_the_writer_typed():
    assert urgent("Hello! I was CHARGED twice for it.") == {Urgency.MONEY: "charged twice"}


def test_several_come_the_most_urgent_first_each_once():
    text = (
        "This is ridiculous. I want my money back, I want a refund! Still no reply. "
        "The wedding is on Saturday, and the lamp caught fire."
    )
    assert tuple(urgent(text)) == ORDER
    assert urgent(text)[Urgency.MONEY] == "my money back"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("WHERE IS MY ORDER?! It never arrived.", "WHERE IS MY ORDER"),
        ("It broke after a day!!! What now?", "after a day!!!"),
        ("My parcel never arrived !!!", "parcel never arrived!!!"),
    ],
)
def test_a_complaint_that_shouts_is_angry(text, words):
    assert urgent(text) == {Urgency.ANGRY: words}


@pytest.mark.parametrize(
    "text",
    [
        "DO YOU SHIP TO IRELAND?",
        "I CAN NOT BELIEVE HOW GOOD THIS IS!!!",
        "It never arrived!!! Sorry, found it, the neighbour has it.",
        "FATAL ERROR: CALL TO UNDEFINED FUNCTION PRINT",
        "Thanks, the missing part is here now!!!",
    ],
)
def test_loud_is_not_angry_without_a_complaint_of_a_person(text):
    assert urgent(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "> I was charged twice\n\nWhich bank is that?",
        "<blockquote>It caught fire</blockquote>Where?",
    ],
)
def test_what_others_said_does_not_count(text):
    assert urgent(text) == {}


@pytest.mark.parametrize("context", [Context(by_author=True), Context(by_staff=True)])
def test_the_author_and_staff_speak_of_others(context):
    assert urgent("You want your money back? We refund you the postage.", context) == {}


@pytest.mark.parametrize(
    "text",
    ["Any news?", "Hello?", "Niemand?", "Keiner eine Idee?", "Des nouvelles ?", "¿Alguna novedad?"],
)
def test_a_nudge_is_asking_again_where_the_asker_says_it(text):
    asker = Context(is_reply=True, in_thread=True, by_asker=True)
    assert list(urgent(text, asker)) == [Urgency.ASKING_AGAIN]
    assert urgent(text) == {}
    assert urgent(text, Context(is_reply=True, in_thread=True)) == {}
