import wagtail.fields
from django.db import migrations

import wagtail_peersupport.blocks


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0002_posts_of_other_kinds"),
    ]

    operations = [
        migrations.AlterField(
            model_name="storypage",
            name="body",
            field=wagtail.fields.StreamField(
                [("heading", 0), ("paragraph", 1), ("questions", 7)],
                blank=True,
                block_lookup={
                    0: ("wagtail.blocks.CharBlock", (), {}),
                    1: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {"features": ["bold", "italic", "link", "h3", "ul"]},
                    ),
                    2: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "heading", "max_length": 120, "required": False},
                    ),
                    3: (
                        "wagtail_peersupport.blocks.SupportThreadChooserBlock",
                        (),
                        {"required": False},
                    ),
                    4: (
                        "wagtail.blocks.ListBlock",
                        (3,),
                        {
                            "default": [],
                            "help_text": "Without any, the newest are shown.",
                            "label": "questions",
                        },
                    ),
                    5: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": wagtail_peersupport.blocks.topic_choices,
                            "help_text": "Of all topics without one.",
                            "label": "newest about",
                            "required": False,
                        },
                    ),
                    6: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"default": 5, "label": "at most", "max_value": 20, "min_value": 1},
                    ),
                    7: (
                        "wagtail.blocks.StructBlock",
                        [[("heading", 2), ("threads", 4), ("topic", 5), ("limit", 6)]],
                        {},
                    ),
                },
            ),
        ),
    ]
